//! The figures of a group of households: all, a league, a contractor, …

use super::seen::{Judged, MAX_SOURCES, Paid, Seen};
use super::{Step, permille};
use crate::plan::money::Fen;

/// Money of several households.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub households: u32,
    pub total: Fen,
    /// What counts against the average.
    pub counted: Fen,
    pub by_source: [Fen; MAX_SOURCES],
}

/// How good the works are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Households whose every item was judged.
    pub judged: u32,
    /// Of them, 一次验收合格.
    pub at_first_go: u32,
    /// Of them, 整改后合格.
    pub rectified: u32,
    /// Of them, still to be put right 待整改.
    pub open: u32,
    /// Households that said how satisfied they are, and those that are.
    pub asked: u32,
    pub satisfied: u32,
    /// 投诉 and 向家庭收费
    pub complaints: u32,
    pub charged: u32,
    /// Households visited again 回访, and those with idle or broken items.
    pub returned: u32,
    pub idle: u32,
    pub faulty: u32,
}

/// What is late in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lateness {
    pub households: u32,
    /// Sum of the days, for an average.
    pub days: u64,
    /// Most days.
    pub most: u32,
}

/// The figures of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Households that have come at least to each step.
    reached: [u32; Step::ALL.len()],
    /// 任务数; 0 when none is set.
    pub target: u32,
    /// 下达资金; nothing when none is set.
    pub budget: Fen,
    pub planned: Sum,
    pub ordered: Sum,
    pub settled: Sum,
    /// What the households cost, as far as it counts: settled, before that planned.
    pub cost: Fen,
    /// Of the planned money, devices.
    pub devices: Fen,
    /// Households above the cap, and how many of them without a reason.
    pub over: u32,
    pub over_unexplained: u32,
    /// Households with a price that is not the list's.
    pub deviating: u32,
    pub quality: Quality,
    pub late: Lateness,
}

impl Sum {
    pub(super) fn add(&mut self, paid: Option<&Paid>) {
        let Some(paid) = paid else { return };
        self.households += 1;
        self.total = self.total + paid.total;
        self.counted = self.counted + paid.counted;
        for (sum, part) in self.by_source.iter_mut().zip(paid.by_source) {
            *sum = *sum + part;
        }
    }

    /// 户均: what counts, per household, half a fen up; `None` of nobody.
    pub fn average(&self) -> Option<Fen> {
        average(self.counted, self.households)
    }
}

fn average(sum: Fen, households: u32) -> Option<Fen> {
    let count = i64::from(households);
    (count > 0).then(|| Fen(sum.0.saturating_add(count / 2) / count))
}

impl Quality {
    fn add(&mut self, seen: &Seen<'_>) {
        let figures = &seen.record.figures;
        let one = u32::from;
        self.judged += one(seen.judged != Judged::Not);
        self.at_first_go += one(seen.judged == Judged::AtFirstGo);
        self.rectified += one(seen.judged == Judged::Rectified);
        self.open += one(seen.judged == Judged::Open);
        self.asked += one(figures.satisfaction.is_some());
        self.satisfied += one(figures.satisfaction.is_some_and(|said| said.is_satisfied()));
        self.complaints += one(figures.complaint);
        self.charged += one(figures.charged);
        self.returned += one(figures.days.returned.is_some());
        self.idle += one(figures.idle > 0);
        self.faulty += one(figures.faulty > 0);
    }
}

impl Group {
    /// Counts one household more.
    pub(super) fn add(&mut self, seen: &Seen<'_>) {
        for step in &mut self.reached[..=seen.step as usize] {
            *step += 1;
        }
        self.planned.add(seen.planned.as_ref());
        self.ordered.add(seen.ordered.as_ref());
        self.settled.add(seen.settled.as_ref());
        self.cost = self.cost + seen.cost().unwrap_or_default();
        self.devices = self.devices + seen.devices;
        let over = seen.over > Fen(0);
        self.over += u32::from(over);
        self.over_unexplained += u32::from(over && !seen.has_reason());
        self.deviating += u32::from(seen.deviations > 0);
        self.quality.add(seen);
        if let Some(delay) = seen.late {
            self.late.add(delay.days);
        }
    }

    /// Households that have come at least to this step.
    pub const fn reached(&self, step: Step) -> u32 {
        self.reached[step as usize]
    }

    /// 完成率 in thousandths: accepted of the task number; `None` without one. May exceed 1,000.
    pub fn completion(&self) -> Option<u32> {
        permille(self.reached(Step::Accepted).into(), self.target.into())
    }

    /// 户均 of what the households cost; each with a plan counts.
    pub fn average_cost(&self) -> Option<Fen> {
        average(self.cost, self.planned.households)
    }

    /// Share of the devices in the planned money, in thousandths.
    pub fn device_share(&self) -> Option<u32> {
        permille(self.devices.0, self.planned.total.0)
    }

    /// 一次验收合格率 in thousandths.
    pub fn first_go_rate(&self) -> Option<u32> {
        permille(self.quality.at_first_go.into(), self.quality.judged.into())
    }

    /// 满意率 in thousandths.
    pub fn satisfaction(&self) -> Option<u32> {
        permille(self.quality.satisfied.into(), self.quality.asked.into())
    }
}

impl Lateness {
    pub(super) fn add(&mut self, days: u32) {
        self.households += 1;
        self.days += u64::from(days);
        self.most = self.most.max(days);
    }
}
