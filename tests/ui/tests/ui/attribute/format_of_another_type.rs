// errors: 2
use structured_core::StructuredOutput;

#[derive(StructuredOutput)]
#[structured(profile = "openai")]
struct Host {
    #[structured(format = "email")]
    address: std::net::Ipv4Addr,
    #[structured(format = "date")]
    letter: char,
    #[structured(format = "ipv6")]
    good: std::net::IpAddr,
}

fn main() {}
