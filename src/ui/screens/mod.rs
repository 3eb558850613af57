//! The screens. Each is `data.rs` (what is shown, plain data built from the program) and `*_ui.rs` (paints it and
//! sends commands). A screen never evaluates an expression, opens a file or starts a thread.

pub mod account;
pub mod agree;
pub mod bar;
pub mod browse;
pub mod camera;
pub mod case;
pub mod compare;
pub mod desk;
pub mod handing;
pub mod households;
pub mod job;
pub mod jobs;
pub mod keys;
pub mod lock;
pub mod measure;
pub mod orders;
pub mod packages;
pub mod papers;
pub mod photo;
pub mod plan;
pub mod ramp;
pub mod role_ui;
pub mod settings;
pub mod transfer;
pub mod visit;

use egui::Ui;

use super::scene::Scene;
use crate::app::route::Route;
use crate::role::Can;

/// What each screen remembers while it is not a matter of the household: scroll, search, half-typed text.
#[derive(Default)]
pub struct Screens {
    pub households: households::State,
    pub visit: visit::State,
    pub case: case::State,
    pub agree: agree::State,
    pub account: account::State,
    pub jobs: jobs::State,
    pub job: job::State,
    pub orders: orders::State,
    pub desk: desk::State,
    pub plan: plan::State,
    pub camera: camera::State,
    pub papers: papers::State,
    pub ramp: ramp::State,
    pub photo: photo::State,
    pub compare: compare::State,
    pub measure: measure::State,
    pub browse: browse::State,
    pub settings: settings::State,
    pub handing: handing::State,
    pub keys: keys::State,
    pub transfer: transfer::State,
}

/// Shows the screen of the route.
pub fn show(ui: &mut Ui, screens: &mut Screens, scene: &mut Scene<'_>) {
    let program = scene.program;
    match (&program.route, &program.visit) {
        (Route::Visit(place), Some(visit)) => visit::show(ui, &mut screens.visit, visit, place, scene),
        (Route::Plan, Some(visit)) => plan::show(ui, &mut screens.plan, visit, scene),
        (Route::Agree, Some(visit)) => agree::show(ui, &mut screens.agree, visit, scene),
        (Route::Account, Some(visit)) => account::show(ui, &mut screens.account, visit, scene),
        (Route::Ramp { item }, Some(visit)) => ramp::show(ui, &mut screens.ramp, visit, *item, scene),
        (Route::Case, Some(visit)) => case::show(ui, &mut screens.case, visit, scene),
        (Route::Photo { path, row, .. }, Some(visit)) => {
            photo::show(ui, &mut screens.photo, visit, (path, *row), scene);
        }
        (Route::Camera { path, ghost, .. }, Some(visit)) => {
            camera::show(ui, &mut screens.camera, visit, (path, *ghost), scene);
        }
        (Route::Compare { before, after, back }, Some(visit)) => {
            compare::show(ui, &mut screens.compare, visit, [before, after], back, scene);
        }
        (Route::Measure { path, row, .. }, Some(visit)) => {
            measure::show(ui, &mut screens.measure, visit, (path, *row), scene);
        }
        (Route::Browse { path, .. }, Some(_)) => browse::show(ui, &mut screens.browse, path, scene),
        (Route::Job { .. }, Some(visit)) => job::show(ui, &mut screens.job, visit, scene),
        (Route::Desk(place), _) => desk::show(ui, &mut screens.desk, *place, scene),
        (Route::Orders, _) => orders::show(ui, &mut screens.orders, scene),
        (Route::Packages { look, .. }, _) => packages::show(ui, *look, scene),
        (Route::Papers { .. }, _) => papers::show(ui, &mut screens.papers, scene),
        (Route::Handing { .. }, _) => handing::show(ui, &mut screens.handing, scene),
        (Route::Keys { .. }, _) => keys::show(ui, &mut screens.keys, scene),
        (Route::Transfer { .. }, _) => transfer::show(ui, &mut screens.transfer, scene),
        (Route::Settings { .. }, _) => settings::show(ui, &mut screens.settings, scene),
        // The list of this role.
        _ if !program.role.can(Can::SeePerson) => jobs::show(ui, &mut screens.jobs, scene),
        _ => households::show(ui, &mut screens.households, scene),
    }
}
