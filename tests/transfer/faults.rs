//! What servers answer on bad days, and what comes of it: wait, ask, give up, each with its sentence.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tantu::app::transfer::progress::Progress;
use tantu::app::transfer::report::{End, SendReport};
use tantu::app::transfer::send::{Sending, send};
use tantu::remote::cloud::{Kind, Secret, Style, Target};

use crate::homes::{assert_same, down, now, office, server, tablet, up, visit};
use crate::proxy::{Fate, Proxy, Request, status};
use crate::servers::{DAV, DAV_TLS, S3, dav_at, s3_at, secret};

/// Three households through a proxy that does this.
fn sent(plan: impl FnMut(&Request) -> Fate + Send + 'static) -> SendReport {
    let folder = tempfile::tempdir().unwrap();
    let proxy = Proxy::new(DAV.port, plan);
    let store = tablet(folder.path());
    visit(&store, 0..3, 1, 8_000);
    up(&store, &dav_at(proxy.port()))
}

fn why(report: &SendReport) -> &'static str {
    report.end.problem().map_or("", |problem| problem.key)
}

#[test]
fn a_server_that_is_busy_for_a_moment_is_asked_again() {
    for code in [500, 503, 429] {
        let mut asked = BTreeSet::new();
        let report = sent(move |request| {
            let first = request.method == "PUT" && asked.insert(request.path.clone());
            if first { status(code, "", "try later") } else { Fate::Pass }
        });
        assert_eq!((report.end, report.verified), (End::Done, 3), "{code}");
    }
}

#[test]
fn a_server_that_says_for_how_long_is_left_alone_that_long() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let begin = Instant::now();
    let report = sent(move |_| match counter.fetch_add(1, Ordering::SeqCst) {
        0 => status(503, "Retry-After: 1\r\n", ""),
        _ => Fate::Pass,
    });
    assert_eq!((report.end, report.verified), (End::Done, 3));
    assert!(begin.elapsed() >= Duration::from_secs(1));
    // An hour is too long to sit there: the whole sending comes back later.
    let report = sent(|_| status(503, "Retry-After: 3600\r\n", ""));
    let End::Later { why, after } = report.end else { panic!("{:?}", report.end) };
    assert_eq!((why.key, after), ("transfer-busy", Some(Duration::from_secs(3600))));
}

#[test]
fn a_server_that_stays_busy_is_for_later() {
    let report = sent(|_| status(500, "", ""));
    assert_eq!((report.verified, why(&report)), (0, "transfer-busy"));
    assert!(matches!(report.end, End::Later { .. }));
}

#[test]
fn a_wrong_password_asks_for_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = tablet(folder.path());
    visit(&store, 0..2, 1, 1_000);
    let progress = Progress::default();
    let target = dav_at(DAV.port);
    let server = &server(&store, &target, &Secret::new("falsch"), &progress);
    let sending = Sending {
        store: &store,
        server,
        place: target.place(),
        receivers: &[],
        identities: &[],
        progress: &progress,
        now: now(),
    };
    let report = send(&sending).unwrap();
    assert_eq!(why(&report), "transfer-secret-wrong");
    assert!(matches!(report.end, End::NeedsPerson(_)));
    assert_eq!(why(&sent(|_| status(403, "", "no"))), "transfer-secret-wrong");
}

#[test]
fn a_household_that_is_too_large_is_named_and_the_others_go() {
    let mut large = None;
    let report = sent(move |request| {
        let is_photo = request.method == "PUT" && request.path.contains("/photos/");
        if is_photo && *large.get_or_insert_with(|| request.path.clone()) == request.path {
            return status(413, "", "too large");
        }
        Fate::Pass
    });
    assert_eq!((report.end, report.verified), (End::Done, 2));
    let (_, problem) = &report.failed[0];
    assert_eq!((report.failed.len(), problem.key), (1, "transfer-too-large"));
    assert!(problem.place.dossier.is_some());
}

#[test]
fn a_full_server_is_told_with_the_household() {
    let report = sent(|request| if request.method == "PUT" { status(507, "", "full") } else { Fate::Pass });
    assert_eq!((report.verified, why(&report)), (0, "transfer-server-full"));
    assert!(matches!(report.end, End::Full(_)));
    assert!(report.failed.iter().all(|(_, problem)| problem.key == "transfer-server-full"));
    assert!(!report.failed.is_empty());
}

#[test]
fn a_clock_that_is_off_by_a_day_is_told_where_it_matters() {
    let folder = tempfile::tempdir().unwrap();
    // WebDAV does not care, and neither do we.
    assert_eq!(sent(|_| Fate::OtherDay).end, End::Done);
    let skewed = "<Error><Code>RequestTimeTooSkewed</Code></Error>";
    let proxy = Proxy::new(S3.port, move |_| status(403, "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\n", skewed));
    let store = tablet(folder.path());
    visit(&store, 0..1, 1, 1_000);
    let report = up(&store, &s3_at(proxy.port(), Style::Path));
    assert_eq!(why(&report), "transfer-clock-off");
    assert!(matches!(report.end, End::NeedsPerson(_)));
}

#[test]
fn a_server_that_dawdles_or_never_ends_is_left() {
    let begin = Instant::now();
    let report = sent(|request| if request.method == "GET" { Fate::Dawdle } else { Fate::Pass });
    assert_eq!(why(&report), "transfer-cut", "{report:?}");
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
    let report = sent(|request| if request.method == "GET" { Fate::Endless } else { Fate::Pass });
    assert_ne!(report.verified, 3);
    assert!(!report.failed.is_empty() || report.end != End::Done, "{report:?}");
}

#[test]
fn what_comes_down_cut_short_or_changed_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let target = dav_at(DAV.port);
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..3, 1, 20_000);
    assert_eq!(up(&store, &target).end, End::Done);
    let coordinator = office(&folder.path().join("office"));
    let place = |proxy: &Proxy| Target { address: format!("http://127.0.0.1:{}", proxy.port()), ..target.clone() };
    let is_photo = |request: &Request| request.method == "GET" && request.path.contains("/photos/");
    let short =
        Proxy::new(DAV.port, move |request| if is_photo(request) { Fate::CutAnswer(9_000) } else { Fate::Pass });
    let came = down(&coordinator, &place(&short));
    assert_eq!((came.end.problem().unwrap().key, came.merged), ("transfer-cut", 0));
    let lies =
        Proxy::new(DAV.port, move |request| if is_photo(request) { status(200, "", "JPEG") } else { Fate::Pass });
    let came = down(&coordinator, &place(&lies));
    assert_eq!((came.end, came.merged, came.left, came.problems[0].key), (End::Done, 0, 3, "transfer-damaged"));
    let endless = Proxy::new(DAV.port, move |request| if is_photo(request) { Fate::Endless } else { Fate::Pass });
    let came = down(&coordinator, &place(&endless));
    assert_eq!((came.merged, came.left, came.problems[0].key), (0, 3, "transfer-endless"));
    assert_eq!(down(&coordinator, &target).merged, 3);
    assert_same(&store, &coordinator);
}

#[test]
fn nobody_there_is_a_state_and_not_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..2, 1, 1_000);
    let report = up(&store, &dav_at(free));
    assert_eq!(why(&report), "transfer-offline");
    assert!(matches!(report.end, End::Later { .. }));
    let nowhere = Target { address: "http://no-such-host.invalid/dav".to_owned(), ..dav_at(free) };
    assert_eq!(why(&up(&store, &nowhere)), "transfer-offline");
    // A share that is not mounted is no reason to fill the disk below it.
    let share = folder.path().join("share");
    assert_eq!(why(&up(&store, &Target::folder(&share))), "transfer-offline");
    assert!(!share.exists());
    std::fs::create_dir(&share).unwrap();
    assert_eq!(up(&store, &Target::folder(&share)).end, End::Done);
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..2, 1, 1_000);
    let address = format!("https://127.0.0.1:{}", DAV_TLS.port);
    let target = Target { address, kind: Kind::WebDav, ..dav_at(0) };
    let report = up(&store, &target);
    assert_eq!(why(&report), "transfer-certificate", "{report:?}");
    assert!(matches!(report.end, End::NeedsPerson(_)));
    let authority = DAV_TLS.folder.parent().unwrap().join("authority.pem").to_string_lossy().into_owned();
    let own = Target { authority, ..target };
    let report = up(&store, &own);
    assert_eq!((report.end, report.verified), (End::Done, 2));
    let other = Target { address: own.address.replace("127.0.0.1", "127.0.0.2"), ..own };
    let report = up(&store, &other);
    assert_ne!(report.end, End::Done, "the certificate is for another name");
}

#[test]
fn what_was_stopped_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let progress = Arc::new(Progress::default());
    let (stop, puts) = (Arc::clone(&progress), AtomicUsize::new(0));
    let proxy = Proxy::new(DAV.port, move |request| {
        if request.method == "MOVE" && puts.fetch_add(1, Ordering::SeqCst) == 20 {
            stop.control().stop();
        }
        Fate::Pass
    });
    let target = dav_at(proxy.port());
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..10, 4, 4_000);
    let cloud = &server(&store, &target, &secret(), &progress);
    let sending = Sending {
        store: &store,
        server: cloud,
        place: target.place(),
        receivers: &[],
        identities: &[],
        progress: &progress,
        now: now(),
    };
    assert_eq!(send(&sending).unwrap().end, End::Stopped);
    let report = up(&store, &target);
    assert_eq!((report.end, report.verified), (End::Done, 10));
    let photos = proxy.count("PUT", "/photos/");
    // What was under way when it was stopped may go twice: eight at most.
    assert!((40..=48).contains(&photos), "{photos} photos were sent");
}

#[test]
fn a_paused_sending_waits_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let store = tablet(&folder.path().join("tablet"));
    visit(&store, 0..3, 1, 1_000);
    let there = tempfile::tempdir().unwrap();
    let target = Target::folder(there.path());
    let progress = Progress::default();
    progress.control().pause(true);
    std::thread::scope(|scope| {
        let run = scope.spawn(|| {
            let server = &server(&store, &target, &secret(), &progress);
            let place = target.place();
            send(&Sending {
                store: &store,
                server,
                place,
                receivers: &[],
                identities: &[],
                progress: &progress,
                now: now(),
            })
            .unwrap()
        });
        while progress.get().total == 0 {
            std::thread::yield_now();
        }
        assert_eq!((progress.get().households, progress.get().objects), (0, 0));
        assert!(progress.get().paused);
        progress.control().pause(false);
        assert_eq!(run.join().unwrap().verified, 3);
    });
    assert_eq!((progress.get().households, progress.get().total), (3, 3));
    assert!(progress.pieces().iter().all(|(_, piece)| piece.done == piece.of));
}
