//! A mail server of a test (RFC 5321), which does to each mail what the test wants, and remembers it.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

use super::collector::Mail;

/// What becomes of a mail, or of whoever brings it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Does {
    Takes,
    /// Takes it once so many are brought at the same time, or were.
    TakesTogether(usize),
    /// Says this where it is told the recipient.
    Refuses(&'static str),
    /// Hangs up in the middle of the mail.
    Drops,
    /// Takes the mail, and hangs up before it says so.
    TakesAndDrops,
    /// Says nothing any more.
    IsSilent,
    /// Hangs up before the first word.
    IsAway,
}

/// Somebody more has a mail that is taken together with others.
static MORE: Condvar = Condvar::new();

type Plan = Box<dyn Fn(&str, usize) -> Does + Send>;

struct State {
    /// What it does to a mail for this recipient that is brought for the n-th time; nobody's is asked for first.
    plan: Plan,
    connections: usize,
    brought: Vec<String>,
    taken: Vec<(String, String)>,
    together: usize,
}

pub(crate) struct MailServer {
    /// As `--smtp` wants it.
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

impl MailServer {
    pub(crate) fn new(plan: impl Fn(&str, usize) -> Does + Send + 'static) -> MailServer {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let (brought, taken) = (Vec::new(), Vec::new());
        let state = State { plan: Box::new(plan), connections: 0, brought, taken, together: 0 };
        let state = Arc::new(Mutex::new(state));
        let own = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, state) = (stream.expect("a connection"), own.clone());
                // Whoever talks to it may hang up at any time.
                std::thread::spawn(move || drop(serve(&stream, &state)));
            }
        });
        MailServer { url, state }
    }

    /// From now on it does this.
    pub(crate) fn now(&self, plan: impl Fn(&str, usize) -> Does + Send + 'static) {
        self.state().plan = Box::new(plan);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics there")
    }

    pub(crate) fn connections(&self) -> usize {
        self.state().connections
    }

    /// How often mails for recipients of whom this is true were brought.
    pub(crate) fn brought(&self, of: impl Fn(&str) -> bool) -> usize {
        self.state().brought.iter().filter(|to| of(to)).count()
    }

    /// The recipients of the mails that it took, in the order of their names.
    pub(crate) fn taken(&self) -> Vec<String> {
        let mut taken: Vec<String> = self.state().taken.iter().map(|(to, _)| to.clone()).collect();
        taken.sort();
        taken
    }

    /// The mails that it took.
    pub(crate) fn mails(&self) -> Vec<Mail> {
        self.state().taken.iter().map(|(_, mail)| Mail::read(mail.as_bytes())).collect()
    }
}

fn serve(stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let ask = |to: &str, is_mail: bool| {
        let mut state = state.lock().expect("no thread panics there");
        if is_mail {
            state.brought.push(to.to_owned());
        }
        let times = state.brought.iter().filter(|known| *known == to).count();
        (state.plan)(to, times)
    };
    state.lock().expect("no thread panics there").connections += 1;
    let mut lines = BufReader::new(stream).lines();
    let mut stream = stream;
    let mut say = |line: &str| stream.write_all(format!("{line}\r\n").as_bytes());
    match ask("", false) {
        Does::IsAway => return Ok(()),
        Does::IsSilent => return lines.try_for_each(|line| line.map(drop)),
        _ => say("220 here")?,
    }
    let (mut to, mut does) = (String::new(), Does::Takes);
    while let Some(line) = lines.next().transpose()? {
        if let Some(rest) = line.strip_prefix("RCPT TO:<") {
            rest.split('>').next().unwrap_or_default().clone_into(&mut to);
            does = ask(&to, true);
            match does {
                Does::IsSilent => return lines.try_for_each(|line| line.map(drop)),
                Does::IsAway => return Ok(()),
                Does::Refuses(why) => say(why)?,
                _ => say("250 fine")?,
            }
        } else if line == "DATA" {
            say("354 go on")?;
            let mut mail = String::new();
            while let Some(line) = lines.next().transpose()?.filter(|line| line != ".") {
                if does == Does::Drops {
                    return Ok(());
                }
                mail.extend([line.strip_prefix('.').unwrap_or(&line), "\r\n"]);
            }
            let mut own = state.lock().expect("no thread panics there");
            if let Does::TakesTogether(many) = does {
                own.together += 1;
                MORE.notify_all();
                own = MORE.wait_while(own, |own| own.together < many).expect("no thread panics there");
            }
            own.taken.push((to.clone(), mail));
            drop(own);
            if does == Does::TakesAndDrops {
                return Ok(());
            }
            say("250 taken")?;
        } else if line == "QUIT" {
            return say("221 bye");
        } else {
            say("250 fine")?;
        }
    }
    Ok(())
}
