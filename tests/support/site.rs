//! A small site on this machine: what it answers, and what it was asked.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

/// A request as the site saw it: its first line and headers in lower case.
pub type Request = Vec<String>;

/// A site that answers until the test ends.
pub struct Site {
    /// `http://127.0.0.1:PORT`.
    pub address: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Site {
    /// Answers each path and request with a status line, headers and a body, as `answer` has it.
    pub fn new(answer: impl Fn(&str, &Request) -> (String, Vec<u8>) + Send + 'static) -> Site {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let asked = Arc::<Mutex<Vec<Request>>>::default();
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let Ok(copy) = stream.try_clone() else {
                    continue;
                };
                let request: Request = BufReader::new(copy)
                    .lines()
                    .map_while(Result::ok)
                    .take_while(|line| !line.is_empty())
                    .map(|line| line.to_lowercase())
                    .collect();
                let path = request
                    .first()
                    .and_then(|line| line.split(' ').nth(1))
                    .unwrap_or_default()
                    .to_string();
                let (head, body) = answer(&path, &request);
                log.lock().expect("the log").push(request);
                let length = body.len();
                let _ = write!(
                    stream,
                    "HTTP/1.1 {head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                let _ = stream.write_all(&body);
            }
        });
        Site { address, asked }
    }

    /// A site of these pages; what it does not have is not found.
    pub fn of(pages: &'static [(&'static str, &'static str)]) -> Site {
        Site::new(
            move |path, _| match pages.iter().find(|one| one.0 == path) {
                Some((_, body)) => ("200 OK".to_string(), body.as_bytes().to_vec()),
                None => ("404 Not Found".to_string(), Vec::new()),
            },
        )
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().expect("the log").clone()
    }

    /// The paths of that.
    pub fn paths(&self) -> Vec<String> {
        self.asked()
            .iter()
            .filter_map(|request| Some(request.first()?.split(' ').nth(1)?.to_string()))
            .collect()
    }
}
