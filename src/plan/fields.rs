//! Where the plan, the order, the works and the acceptance stand in a household: names that the program knows.
//!
//! Everything hangs on one row per measure, [`ITEM`]. A row that takes up a proposal of a finding has a derived id
//! ([`crate::id::RowId::derived`] from finding, row and code), so that two devices that take it up mean one row. The
//! acceptance form's row of the same measure has the *same* row id: `accept_item/<id>` belongs to `plan_item/<id>`.

/// The repeat of planned measures 改造项目.
pub const ITEM: &str = "plan_item";
/// Code in the catalogue, a choice; missing for an own item.
pub const CODE: &str = "pi_code";
/// Variant of the measure, a choice.
pub const VARIANT: &str = "pi_variant";
/// Name as agreed, text: the catalogue's at the time of planning, or an own one.
pub const NAME: &str = "pi_name";
/// Construction, fixed or device ([`super::catalogue::Kind`]) of an own item, a choice.
pub const KIND: &str = "pi_kind";
/// Where in the home 改造地点, text.
pub const PLACE: &str = "pi_place";
/// The finding it answers, text: `door_narrow` or `door_narrow@door/4kq2m8x1zr`.
pub const ORIGIN: &str = "pi_origin";
/// Why, in words, as they were when it was taken up: question, value, reference line. Text.
pub const BECAUSE: &str = "pi_because";
/// 0 (danger) to 4 (comfort), an integer; what the person asked for comes before others of its kind.
pub const PRIORITY: &str = "pi_priority";
/// Planned quantity 计划数量, a decimal.
pub const QUANTITY: &str = "pi_quantity";
/// Unit of quantity, text in the words of the plan's language ("m²", "套").
pub const UNIT: &str = "pi_unit";
/// Price of one unit in fen, an integer.
pub const PRICE: &str = "pi_price";
/// Whose price it is: name and date of the list, text.
pub const PRICE_LIST: &str = "pi_price_list";
/// Sizes to build to, text: "净宽 800 mm (GB 55019 2.5.4)".
pub const SIZES: &str = "pi_sizes";
/// [`ACCEPTED`] or [`DECLINED`], a choice.
pub const DECISION: &str = "pi_decision";
/// Why it was declined, text.
pub const REASON: &str = "pi_reason";
/// Who pays ([`super::programme::MoneySource`]), a choice; by the programme's order when missing.
pub const PAID_BY: &str = "pi_paid_by";
/// Photos that show the place, with their marks: a repeat of photos like any photo question.
pub const PHOTO: &str = "pi_photo";

pub const ACCEPTED: &str = "accepted";
pub const DECLINED: &str = "declined";

/// How far the works on this item are, a choice: `started` or `done`. In the item's row, like all of `wi_…`.
pub const WORK_STATE: &str = "wi_state";
pub const WORK_STARTED: &str = "wi_started";
pub const WORK_DONE: &str = "wi_done";
/// Installed quantity 安装数量, a decimal.
pub const INSTALLED: &str = "wi_installed";
/// Photos before 施工前, during (hidden works 隐蔽工程) and after 施工后.
pub const PHOTO_BEFORE: &str = "wi_before";
pub const PHOTO_DURING: &str = "wi_during";
pub const PHOTO_AFTER: &str = "wi_after";
/// Questions and answers about the item 沟通: a repeat in the item's row with one text each; author and time are the
/// write's own.
pub const TALK: &str = "wi_talk";
pub const TALK_TEXT: &str = "wt_text";
/// Proposed changes 变更: a repeat in the item's row.
pub const CHANGE: &str = "wi_change";
/// New quantity, a decimal; reason, text; photos; `approved` or `refused`; the answer's words.
pub const CHANGE_QUANTITY: &str = "wc_quantity";
pub const CHANGE_REASON: &str = "wc_reason";
pub const CHANGE_PHOTO: &str = "wc_photo";
pub const CHANGE_DECISION: &str = "wc_decision";
pub const CHANGE_ANSWER: &str = "wc_answer";

/// The plan as it was signed, text: one line per accepted item ([`super::agreement`]). A plan that reads otherwise
/// needs a new signature.
pub const AGREED_PLAN: &str = "_agreed";

/// The repeat of the acceptance form, and the planned, installed and accepted quantity of its rows.
pub const ACCEPT_ITEM: &str = "accept_item";
