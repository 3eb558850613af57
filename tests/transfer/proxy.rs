//! A proxy in front of a real server that does to a request what networks and servers do on bad days.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    head: String,
    body: Vec<u8>,
}

impl Request {
    pub fn len(&self) -> usize {
        self.body.len()
    }
}

/// What happens to it.
#[derive(Clone, Debug)]
pub enum Fate {
    /// It reaches the server, and the answer comes back.
    Pass,
    /// The server gets the first so many bytes, and nobody an answer.
    CutRequest(usize),
    /// The server does what it is asked to; the first so many bytes of its answer come back.
    CutAnswer(usize),
    /// It never reaches the server; this is the answer.
    Answer(String),
    /// The answer comes, one byte now and then.
    Dawdle,
    /// The answer never ends.
    Endless,
    /// It passes, and the answer says it is another day.
    OtherDay,
}

/// The answer of a server that does not want to.
pub fn status(code: u16, headers: &str, body: &str) -> Fate {
    Fate::Answer(format!(
        "HTTP/1.1 {code} No\r\nContent-Length: {}\r\n{headers}Connection: close\r\n\r\n{body}",
        body.len()
    ))
}

type Plan = Box<dyn FnMut(&Request) -> Fate + Send>;

pub struct Proxy {
    pub address: SocketAddr,
    /// What came, and what was done to it.
    pub seen: Arc<Mutex<Vec<(Request, Fate)>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    pub fn new(server: u16, plan: impl FnMut(&Request) -> Fate + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let plan: Arc<Mutex<Plan>> = Arc::new(Mutex::new(Box::new(plan)));
        let thread = {
            let (seen, stop) = (Arc::clone(&seen), Arc::clone(&stop));
            std::thread::spawn(move || {
                for connection in listener.incoming() {
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let (plan, seen, stop) = (Arc::clone(&plan), Arc::clone(&seen), Arc::clone(&stop));
                    std::thread::spawn(move || serve(connection?, server, &plan, &seen, &stop));
                }
            })
        };
        Self { address, seen, stop, thread: Some(thread) }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How many requests there were of this method for names with this in them.
    pub fn count(&self, method: &str, part: &str) -> usize {
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|(request, _)| request.method == method && request.path.contains(part)).count()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
        self.thread.take().map(JoinHandle::join);
    }
}

/// One request, one connection.
fn serve(
    mut client: TcpStream,
    server: u16,
    plan: &Mutex<Plan>,
    seen: &Mutex<Vec<(Request, Fate)>>,
    stop: &AtomicBool,
) -> io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(20)))?;
    let request = read(&client)?;
    let fate = plan.lock().unwrap()(&request);
    seen.lock().unwrap().push((request.clone(), fate.clone()));
    match fate {
        Fate::Pass => client.write_all(&ask(server, &request, usize::MAX)?)?,
        Fate::CutRequest(bytes) => drop(ask(server, &request, bytes)?),
        Fate::CutAnswer(bytes) => {
            let answer = ask(server, &request, usize::MAX)?;
            client.write_all(&answer[..bytes.min(answer.len().saturating_sub(1))])?;
        }
        Fate::Answer(answer) => client.write_all(answer.as_bytes())?,
        Fate::OtherDay => {
            let answer = ask(server, &request, usize::MAX)?;
            let end = answer.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(answer.len());
            let head = String::from_utf8_lossy(&answer[..end]).into_owned();
            let other = head
                .lines()
                .map(|line| if line.starts_with("Date:") { "Date: Wed, 21 Oct 2015 07:28:00 GMT" } else { line });
            client.write_all(other.collect::<Vec<_>>().join("\r\n").as_bytes())?;
            client.write_all(&answer[end..])?;
        }
        Fate::Dawdle => {
            client.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")?;
            while !stop.load(Ordering::SeqCst) {
                client.write_all(b"x")?;
                std::thread::sleep(Duration::from_millis(50));
            }
        }
        Fate::Endless => {
            client.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
            while !stop.load(Ordering::SeqCst) {
                client.write_all(b"10000\r\n")?;
                client.write_all(&[b'x'; 0x10000])?;
                client.write_all(b"\r\n")?;
            }
        }
    }
    client.shutdown(Shutdown::Both)
}

fn read(client: &TcpStream) -> io::Result<Request> {
    let mut reader = BufReader::new(client);
    let mut head = String::new();
    let (mut length, mut expects) = (0, false);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if line == "\r\n" {
            break;
        }
        let lower = line.to_ascii_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        expects |= lower.starts_with("expect:");
        if !lower.starts_with("connection:") && !lower.starts_with("expect:") {
            head.push_str(&line);
        }
    }
    if expects {
        (&*client).write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut words = head.split_whitespace();
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    Ok(Request { method, path, head, body })
}

/// The server's answer to the first so many bytes of the request.
fn ask(server: u16, request: &Request, bytes: usize) -> io::Result<Vec<u8>> {
    // A proxy is asked for a whole URL, a server for a path.
    let head = match request.path.strip_prefix("http://").and_then(|url| url.find('/')) {
        Some(end) => request.head.replacen(&request.path[..end + "http://".len()], "", 1),
        None => request.head.clone(),
    };
    let whole = [head.as_bytes(), b"Connection: close\r\n\r\n", &request.body].concat();
    let mut upstream = TcpStream::connect(("127.0.0.1", server))?;
    upstream.set_read_timeout(Some(Duration::from_secs(20)))?;
    upstream.write_all(&whole[..bytes.min(whole.len())])?;
    if bytes < whole.len() {
        upstream.shutdown(Shutdown::Both)?;
        return Ok(Vec::new());
    }
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    Ok(answer)
}
