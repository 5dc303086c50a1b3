use serde::{Deserialize, Serialize};

/// What a statement is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// Stable id: `strategic-stability`.
    pub id: String,
    /// Name for people: `Strategic stability`.
    pub label: String,
    /// IPTC Media Topic code, where one fits.
    pub iptc: Option<String>,
    /// Id of the broader topic.
    pub broader: Option<String>,
}
