// Made from live_response_format_Invoice_78236f.json by `structured import`.

use serde::{Deserialize, Serialize};
use structured_core::StructuredOutput;

/// Example model for structured output testing.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, StructuredOutput)]
#[structured(title = "Invoice")]
pub struct Invoice {
    /// Invoice identifier
    #[structured(title = "Invoice Id")]
    pub invoice_id: String,
    /// Invoice amount
    #[structured(title = "Amount")]
    pub amount: f64,
    /// Customer name
    #[structured(title = "Customer Name")]
    pub customer_name: String,
}
