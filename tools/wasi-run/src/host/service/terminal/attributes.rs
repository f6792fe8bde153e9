//! The settings of a terminal, as they travel: with the numbers of Linux, flag by flag.

use preview1::Errno;
use rustix::termios::{
    ControlModes as C, InputModes as I, LocalModes as L, OutputModes as O, SpecialCodeIndex as S,
    Termios,
};

use super::super::request::Request;

const INPUT: [(u32, I); 15] = [
    (0x1, I::IGNBRK),
    (0x2, I::BRKINT),
    (0x4, I::IGNPAR),
    (0x8, I::PARMRK),
    (0x10, I::INPCK),
    (0x20, I::ISTRIP),
    (0x40, I::INLCR),
    (0x80, I::IGNCR),
    (0x100, I::ICRNL),
    (0x200, I::IUCLC),
    (0x400, I::IXON),
    (0x800, I::IXANY),
    (0x1000, I::IXOFF),
    (0x2000, I::IMAXBEL),
    (0x4000, I::IUTF8),
];

/// Delays count as flags: each bit of one by itself.
const OUTPUT: [(u32, O); 16] = [
    (0x1, O::OPOST),
    (0x2, O::OLCUC),
    (0x4, O::ONLCR),
    (0x8, O::OCRNL),
    (0x10, O::ONOCR),
    (0x20, O::ONLRET),
    (0x40, O::OFILL),
    (0x80, O::OFDEL),
    (0x100, O::NL1),
    (0x200, O::CR1),
    (0x400, O::CR2),
    (0x800, O::TAB1),
    (0x1000, O::TAB2),
    (0x2000, O::BS1),
    (0x4000, O::VT1),
    (0x8000, O::FF1),
];

const CONTROL: [(u32, C); 10] = [
    (0x10, C::CS6),
    (0x20, C::CS7),
    (0x40, C::CSTOPB),
    (0x80, C::CREAD),
    (0x100, C::PARENB),
    (0x200, C::PARODD),
    (0x400, C::HUPCL),
    (0x800, C::CLOCAL),
    (0x4000_0000, C::CMSPAR),
    (0x8000_0000, C::CRTSCTS),
];

const LOCAL: [(u32, L); 16] = [
    (0x1, L::ISIG),
    (0x2, L::ICANON),
    (0x4, L::XCASE),
    (0x8, L::ECHO),
    (0x10, L::ECHOE),
    (0x20, L::ECHOK),
    (0x40, L::ECHONL),
    (0x80, L::NOFLSH),
    (0x100, L::TOSTOP),
    (0x200, L::ECHOCTL),
    (0x400, L::ECHOPRT),
    (0x800, L::ECHOKE),
    (0x1000, L::FLUSHO),
    (0x4000, L::PENDIN),
    (0x8000, L::IEXTEN),
    (0x10000, L::EXTPROC),
];

/// The control characters, in their order.
const CHARACTERS: [S; 17] = [
    S::VINTR,
    S::VQUIT,
    S::VERASE,
    S::VKILL,
    S::VEOF,
    S::VTIME,
    S::VMIN,
    S::VSWTC,
    S::VSTART,
    S::VSTOP,
    S::VSUSP,
    S::VEOL,
    S::VREPRINT,
    S::VDISCARD,
    S::VWERASE,
    S::VLNEXT,
    S::VEOL2,
];

/// The size of the part after the four words of flags: the discipline of the line, and 19
/// characters.
const REST: usize = 20;

/// The codes of speeds, `B0` to `B38400`, and from `B57600` on with this bit.
const SPEEDS: [u32; 16] = [
    0, 50, 75, 110, 134, 150, 200, 300, 600, 1200, 1800, 2400, 4800, 9600, 19200, 38400,
];
const HIGH: u32 = 0x1000;
const HIGH_SPEEDS: [u32; 15] = [
    57600, 115_200, 230_400, 460_800, 500_000, 576_000, 921_600, 1_000_000, 1_152_000, 1_500_000,
    2_000_000, 2_500_000, 3_000_000, 3_500_000, 4_000_000,
];
const SPEED: u32 = HIGH | 0xf;

/// The code of a speed; that of 38400 for one without a code.
fn code(speed: u32) -> u32 {
    let place = |all: &[u32]| all.iter().position(|known| *known == speed);
    let high = || place(&HIGH_SPEEDS).map(|place| HIGH | (place as u32 + 1));
    place(&SPEEDS)
        .map(|place| place as u32)
        .or_else(high)
        .unwrap_or(0xf)
}

fn speed(code: u32) -> Option<u32> {
    let place = (code & 0xf) as usize;
    match code & HIGH {
        0 => SPEEDS.get(place).copied(),
        _ => HIGH_SPEEDS.get(place.checked_sub(1)?).copied(),
    }
}

/// The settings as an answer.
pub fn answer(attributes: &Termios) -> Vec<u8> {
    fn bits<F: Copy>(table: &[(u32, F)], has: impl Fn(F) -> bool) -> u32 {
        let set = table.iter().filter(|(_, flag)| has(*flag));
        set.fold(0, |bits, (bit, _)| bits | bit)
    }
    let control = bits(&CONTROL, |flag| attributes.control_modes.contains(flag));
    let mut answer = [
        bits(&INPUT, |flag| attributes.input_modes.contains(flag)),
        bits(&OUTPUT, |flag| attributes.output_modes.contains(flag)),
        control | code(attributes.output_speed()),
        bits(&LOCAL, |flag| attributes.local_modes.contains(flag)),
    ]
    .map(u32::to_le_bytes)
    .concat();
    let mut rest = [0; REST];
    rest[0] = attributes.line_discipline;
    for (to, index) in rest[1..].iter_mut().zip(CHARACTERS) {
        *to = attributes.special_codes[index];
    }
    answer.extend(rest);
    answer
}

/// The settings that a request asks for. The host keeps flags that have no number here, and
/// the discipline of the line.
pub fn requested(request: &mut Request<'_>, now: Termios) -> Result<Termios, Errno> {
    let mut wanted = now;
    let mut word = || request.number();
    let (input, output, control, local) = (word()?, word()?, word()?, word()?);
    let rest: [u8; REST] = request.array()?;
    for (bit, flag) in INPUT {
        wanted.input_modes.set(flag, input & bit != 0);
    }
    for (bit, flag) in OUTPUT {
        wanted.output_modes.set(flag, output & bit != 0);
    }
    for (bit, flag) in CONTROL {
        wanted.control_modes.set(flag, control & bit != 0);
    }
    for (bit, flag) in LOCAL {
        wanted.local_modes.set(flag, local & bit != 0);
    }
    if code(wanted.output_speed()) != control & SPEED {
        let speed = speed(control).ok_or(Errno::INVAL)?;
        wanted.set_speed(speed).map_err(|_| Errno::INVAL)?;
    }
    for (from, index) in rest[1..].iter().zip(CHARACTERS) {
        wanted.special_codes[index] = *from;
    }
    Ok(wanted)
}
