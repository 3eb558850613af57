//! A camera in the network: a server on loopback that sends what a test wants, a connection after the other.

use std::io::{BufRead as _, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What the server does with a connection after it has read the request.
pub type Answer = Box<dyn FnMut(&mut TcpStream, &str) -> std::io::Result<()> + Send>;

pub struct Server {
    pub address: SocketAddr,
    /// The requests that came, with their headers.
    pub requests: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn new(mut answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (requests, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let thread = {
            let (requests, stop) = (Arc::clone(&requests), Arc::clone(&stop));
            move || {
                for connection in listener.incoming() {
                    if stop.load(Ordering::SeqCst) {
                        return;
                    }
                    let mut connection = connection.unwrap();
                    let request = head(&connection);
                    requests.lock().unwrap().push(request.clone());
                    // The camera hung up, or the tablet did.
                    answer(&mut connection, &request).ok();
                }
            }
        };
        let thread = Some(std::thread::spawn(thread));
        Self { address, requests, stop, thread }
    }

    /// One that sends these bytes and hangs up.
    pub fn sends(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::new(Box::new(move |connection, _| connection.write_all(&bytes)))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        TcpStream::connect(self.address).ok();
        self.thread.take().map(JoinHandle::join);
    }
}

fn head(connection: &TcpStream) -> String {
    connection.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut lines = BufReader::new(connection).lines().map_while(Result::ok);
    let head: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
    head.join("\n")
}

/// The beginning of a stream of pictures.
pub fn stream_head() -> Vec<u8> {
    b"HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=\"frame\"\r\n\r\n".to_vec()
}

/// A picture in a stream.
pub fn part(jpeg: &[u8]) -> Vec<u8> {
    let head = format!("--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {}\r\n\r\n", jpeg.len());
    [head.as_bytes(), jpeg, b"\r\n"].concat()
}
