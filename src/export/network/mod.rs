//! Networks to files: one format a file.

mod csv;
mod cytoscape;
mod dot;
mod events;
mod gexf;
mod graphml;
mod pajek;
mod ucinet;

pub use self::csv::{edges_csv, matrix_csv, nodes_csv, window_csv, window_csv_head};
pub use cytoscape::cytoscape;
pub use dot::dot;
pub use events::event_list;
pub use gexf::{dynamic_gexf, gexf};
pub use graphml::{Flavour, graphml};
pub use pajek::pajek;
pub use ucinet::ucinet;

/// Colours for communities that most people tell apart (Okabe and Ito 2008), as red, green and
/// blue; they begin again after the last.
pub(super) const COLOURS: [[u8; 3]; 8] = [
    [0, 114, 178],
    [230, 159, 0],
    [0, 158, 115],
    [213, 94, 0],
    [86, 180, 233],
    [204, 121, 167],
    [240, 228, 66],
    [120, 120, 120],
];

fn colour(community: usize) -> [u8; 3] {
    COLOURS[community % COLOURS.len()]
}
