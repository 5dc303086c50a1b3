//! What can be said of a network in numbers. `docs/networks.md` has formulas and sources.

mod backbone;
mod centrality;
mod change;
mod community;
mod eigen;
mod hierarchy;
mod polarisation;
mod ties;

pub use backbone::{Nested, NestedStep, Spectrum, disparity, nested};
pub use centrality::{Lengths, betweenness, closeness, degree, eigenvector, page_rank, strength};
pub use change::{change_points, distances};
pub use community::{Communities, communities, modularity};
pub use hierarchy::{Hierarchy, Join, average_linkage, coalitions, dissimilarity, row_distances};
pub use polarisation::{Polarisation, polarisation};
pub use ties::Ties;
