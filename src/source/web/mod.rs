//! Pages of the web: one polite client.
//!
//! It says who it is, asks robots.txt before each page, waits between two pages of one site,
//! reads no more than a limit and no longer than a time, follows a few redirects, and never
//! goes to an address of the network at home unless that is asked for.

pub mod address;
pub mod robots;

use robots::Robots;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body};
use url::Url;

/// The name by which sites know the program.
pub const PROGRAM: &str = "onrecord";

/// So many redirects are followed.
const REDIRECTS: usize = 5;

/// What a client may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manners {
    /// The most bytes of one page, unpacked.
    pub limit: u64,
    /// The longest that one page may take.
    pub timeout: Duration,
    /// The pause between two pages of one site.
    pub pause: Duration,
    /// Whether addresses at home may be read.
    pub allow_private: bool,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners {
            limit: super::LIMIT * 8,
            timeout: Duration::from_secs(30),
            pause: Duration::from_secs(1),
            allow_private: false,
        }
    }
}

/// By what a site tells whether a page has changed: sent back to it with the next request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// The header ETag.
    pub etag: Option<String>,
    /// The header Last-Modified.
    pub last_modified: Option<String>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// A page.
    Page(Page),
    /// The page is what it was when the validators were given.
    Unchanged,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where it lay in the end, after redirects.
    pub url: String,
    /// Its bytes, unpacked.
    pub bytes: Vec<u8>,
    /// For the next request.
    pub validators: Validators,
}

/// Why a page was not read.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// Not an address of a page.
    #[error("is no address of a page: {0}; write it as https://...")]
    Address(String),
    /// An address at home.
    #[error("is at {0}, an address of a private network; --allow-private reads it all the same")]
    Private(String),
    /// The site asks programs to stay away.
    #[error("must not be read by programs, says the site's robots.txt")]
    Robots,
    /// The site's robots.txt could not be read, so that nobody knows.
    #[error("was not read: the site does not answer, not even with its robots.txt; later it may")]
    RobotsUnknown,
    /// The site refused.
    #[error("was refused by the site: {0}")]
    Status(String),
    /// The site asks to come back later: too many requests, or out of service.
    #[error("was refused by the site for now: {status}{}", asks(.after))]
    Later {
        /// The status.
        status: String,
        /// How long it asks to wait.
        after: Option<Duration>,
    },
    /// Too many redirects.
    #[error("leads from one address to the next more than {REDIRECTS} times")]
    Redirects,
    /// Over the limit.
    #[error("is larger than {} bytes; --max-size takes more", .0)]
    TooLarge(u64),
    /// Over the time.
    #[error("took longer than {} seconds; --timeout waits longer", .0.as_secs())]
    Slow(Duration),
    /// Nobody answers.
    #[error("cannot be reached: {0}")]
    Unreachable(String),
}

impl WebError {
    /// Whether trying again later may help.
    pub fn is_passing(&self) -> bool {
        match self {
            WebError::Slow(_)
            | WebError::Unreachable(_)
            | WebError::RobotsUnknown
            | WebError::Later { .. } => true,
            WebError::Status(status) => status.starts_with('5'),
            _ => false,
        }
    }

    /// How long the site asks to be left alone.
    pub fn wait(&self) -> Option<Duration> {
        match self {
            WebError::Later { after, .. } => *after,
            _ => None,
        }
    }
}

fn asks(after: &Option<Duration>) -> String {
    match after {
        Some(time) => format!("; it asks to wait {} seconds", time.as_secs()),
        None => String::new(),
    }
}

/// The longest that a site is left alone because it asks to.
const LONGEST: Duration = Duration::from_secs(24 * 3600);

/// How long `Retry-After` asks to wait: seconds, or until a time.
fn retry_after(value: &str) -> Option<Duration> {
    let value = value.trim();
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let until = jiff::fmt::rfc2822::parse(value).ok()?.timestamp();
            let seconds = until.as_second() - jiff::Timestamp::now().as_second();
            u64::try_from(seconds).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds).min(LONGEST))
}

/// The client. It may be shared by threads: they take turns at one site.
pub struct Client {
    agent: Agent,
    known: Mutex<BTreeMap<String, Validators>>,
    manners: Manners,
    sites: Mutex<BTreeMap<String, Arc<Mutex<Site>>>>,
    refused: Refused,
}

/// Hosts that lead home, and where to.
type Refused = Arc<Mutex<BTreeMap<String, IpAddr>>>;

/// What is known of one site: scheme, host and port.
#[derive(Default)]
struct Site {
    robots: Option<Robots>,
    unknown: bool,
    last: Option<Instant>,
    /// Until when it asks to be left alone, and with which status it did.
    closed: Option<(Instant, String)>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client")
            .field("manners", &self.manners)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// A client with these manners.
    pub fn new(manners: Manners) -> Client {
        let config = Config::builder()
            .http_status_as_error(false)
            // Followed here, so that robots.txt is asked at every step.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_global(Some(manners.timeout))
            .user_agent(concat!(
                "onrecord/",
                env!("CARGO_PKG_VERSION"),
                " (reads news articles; asks robots.txt)"
            ))
            .build();
        let refused = Refused::default();
        let guard = Guard {
            allow_private: manners.allow_private,
            inner: DefaultResolver::default(),
            refused: Arc::clone(&refused),
        };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), guard),
            manners,
            known: Mutex::default(),
            sites: Mutex::default(),
            refused,
        }
    }

    /// Remembers a former visit: what has not changed since is not read again.
    pub fn knows(&self, address: &str, validators: Validators) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(address.to_string(), validators);
    }

    /// All visits that are remembered, those of this client among them, by address.
    pub fn visits(&self) -> BTreeMap<String, Validators> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }

    /// Reads the page at an address, unless it is as it was at the last visit, and remembers it.
    ///
    /// # Errors
    /// [`WebError`] says what stood in the way.
    pub fn visit(&self, address: &str) -> Result<Fetched, WebError> {
        let known = {
            let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(address).cloned().unwrap_or_default()
        };
        let fetched = self.get(address, &known)?;
        if let Fetched::Page(page) = &fetched {
            self.knows(address, page.validators.clone());
        }
        Ok(fetched)
    }

    /// Reads the page at an address, unless it is as it was.
    ///
    /// # Errors
    /// [`WebError`] says what stood in the way.
    pub fn get(&self, address: &str, known: &Validators) -> Result<Fetched, WebError> {
        let mut url = page(address)?;
        for _ in 0..=REDIRECTS {
            let site = self.site(&url);
            // Others wait here, so that one site is asked by one at a time.
            let mut site = site.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((until, status)) = &site.closed
                && *until > Instant::now()
            {
                return Err(WebError::Later {
                    status: status.clone(),
                    after: Some(until.saturating_duration_since(Instant::now())),
                });
            }
            self.ask_robots(&mut site, &url)?;
            self.pause(&mut site);
            let mut response = self.request(&url, known, self.manners.limit)?;
            let status = response.status();
            if status.as_u16() == 304 {
                return Ok(Fetched::Unchanged);
            }
            if status.is_redirection() {
                url = redirect(&url, &response)?;
                continue;
            }
            let header = |name: &str| {
                let value = response.headers().get(name)?.to_str().ok()?;
                Some(value.to_string())
            };
            if matches!(status.as_u16(), 429 | 503) {
                let after = header("retry-after").and_then(|value| retry_after(&value));
                let status = status.to_string();
                site.closed = after.map(|after| (Instant::now() + after, status.clone()));
                return Err(WebError::Later { status, after });
            }
            if !status.is_success() {
                return Err(WebError::Status(status.to_string()));
            }
            let validators = Validators {
                etag: header("etag"),
                last_modified: header("last-modified"),
            };
            let bytes = self.body(&mut response, &url, self.manners.limit)?;
            return Ok(Fetched::Page(Page {
                url: url.to_string(),
                bytes,
                validators,
            }));
        }
        Err(WebError::Redirects)
    }

    fn site(&self, url: &Url) -> Arc<Mutex<Site>> {
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let origin = url.origin().ascii_serialization();
        Arc::clone(sites.entry(origin).or_default())
    }

    fn ask_robots(&self, site: &mut Site, url: &Url) -> Result<(), WebError> {
        let robots = match &site.robots {
            Some(robots) => robots,
            None => {
                let (robots, unknown) = self.robots(url)?;
                site.unknown = unknown;
                site.last = Some(Instant::now());
                site.robots.insert(robots)
            }
        };
        if robots.allows(&url[url::Position::BeforePath..url::Position::AfterQuery]) {
            return Ok(());
        }
        if site.unknown {
            // Asked again next time.
            site.robots = None;
            return Err(WebError::RobotsUnknown);
        }
        Err(WebError::Robots)
    }

    /// The rules of a site, and whether they could not be known: where the site says that it has
    /// none, all is allowed; where it does not answer as it should, nothing.
    fn robots(&self, url: &Url) -> Result<(Robots, bool), WebError> {
        let mut at = url.clone();
        at.set_path("/robots.txt");
        at.set_query(None);
        for _ in 0..=REDIRECTS {
            let mut response = match self.request(&at, &Validators::default(), robots::LIMIT) {
                Ok(response) => response,
                Err(WebError::Unreachable(_) | WebError::Slow(_)) => {
                    return Ok((Robots::none(), true));
                }
                Err(error) => return Err(error),
            };
            let status = response.status();
            if status.is_redirection() {
                at = redirect(&at, &response)?;
                continue;
            }
            if status.is_success() {
                // A file over the limit is read as far as the limit.
                let mut bytes = Vec::new();
                let mut body = response.body_mut().as_reader();
                let mut part = std::io::Read::take(&mut body, robots::LIMIT);
                return Ok(match std::io::Read::read_to_end(&mut part, &mut bytes) {
                    Ok(_) => (
                        Robots::read(&String::from_utf8_lossy(&bytes), PROGRAM),
                        false,
                    ),
                    Err(_) => (Robots::none(), true),
                });
            }
            return Ok(if status.is_client_error() && status.as_u16() != 429 {
                (Robots::all(), false)
            } else {
                (Robots::none(), true)
            });
        }
        Ok((Robots::all(), false))
    }

    fn pause(&self, site: &mut Site) {
        if let Some(last) = site.last {
            std::thread::sleep(self.manners.pause.saturating_sub(last.elapsed()));
        }
        site.last = Some(Instant::now());
    }

    fn request(
        &self,
        url: &Url,
        known: &Validators,
        limit: u64,
    ) -> Result<Response<Body>, WebError> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &known.last_modified {
            request = request.header("If-Modified-Since", modified);
        }
        request
            .call()
            .map_err(|error| self.error(error, url, limit))
    }

    fn body(
        &self,
        response: &mut Response<Body>,
        url: &Url,
        limit: u64,
    ) -> Result<Vec<u8>, WebError> {
        response
            .body_mut()
            .with_config()
            .limit(limit)
            .read_to_vec()
            .map_err(|error| self.error(error, url, limit))
    }

    fn error(&self, error: ureq::Error, url: &Url, limit: u64) -> WebError {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(address) = refused.remove(url.host_str().unwrap_or_default()) {
            return WebError::Private(address.to_string());
        }
        match error {
            ureq::Error::BodyExceedsLimit(_) => WebError::TooLarge(limit),
            ureq::Error::Timeout(_) => WebError::Slow(self.manners.timeout),
            ureq::Error::BadUri(address) => WebError::Address(address),
            ureq::Error::HostNotFound => {
                WebError::Unreachable("there is no site of this name".to_string())
            }
            other => WebError::Unreachable(other.to_string()),
        }
    }
}

/// An address that a person or a page gives, as one of a page.
fn page(address: &str) -> Result<Url, WebError> {
    let wrong = || WebError::Address(address.to_string());
    let mut url = Url::parse(address).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(wrong());
    }
    url.set_fragment(None);
    // A name and a password in an address are never sent on.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    Ok(url)
}

fn redirect(from: &Url, response: &Response<Body>) -> Result<Url, WebError> {
    let to = response
        .headers()
        .get("location")
        .and_then(|value| value.to_str().ok())
        .ok_or_else(|| WebError::Status(response.status().to_string()))?;
    let to = from
        .join(to)
        .map_err(|_| WebError::Address(to.to_string()))?;
    page(to.as_str())
}

/// Looks names up, and refuses those that lead home: asked for every connection, so that neither
/// a redirect nor a name that changes its address slips by.
#[derive(Debug)]
struct Guard {
    allow_private: bool,
    inner: DefaultResolver,
    /// For the message.
    refused: Refused,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        // A proxy that the person set may well stand at home.
        let proxy = config.proxy().map(|proxy| proxy.host());
        if !self.allow_private
            && proxy != uri.host()
            && let Some(home) = found.iter().find(|one| !address::is_public(one.ip()))
        {
            let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
            refused.insert(uri.host().unwrap_or_default().to_string(), home.ip());
            return Err(ureq::Error::HostNotFound);
        }
        Ok(found)
    }
}
