//! Where the plan, the order, the works and the acceptance stand in a household: names that the program knows.
//!
//! Everything hangs on one row per measure, [`ITEM`]. A row that takes up a proposal of a finding has a derived id
//! ([`crate::id::RowId::derived`] from code and place), so that two devices that take it up mean one row. The
//! acceptance form's row of the same measure has the *same* row id: `accept_item/<id>` belongs to `plan_item/<id>`.
//!
//! What is asked by a form (`ag_…` agreement, `no_…` notice, `or_…` work order, `ac_…` and `ai_…` acceptance, `se_…`
//! settlement) has its question's id; only the names that the program itself reads are listed.

/// The repeat of planned measures 改造项目.
pub const ITEM: &str = "plan_item";
/// Code in the catalogue, a choice; missing for an own item.
pub const CODE: &str = "pi_code";
/// Variant of the measure, a choice.
pub const VARIANT: &str = "pi_variant";
/// Name as agreed, text: the catalogue's at the time of planning, or an own one.
pub const NAME: &str = "pi_name";
/// `construction`, `fixed` or `device` ([`super::catalogue::Kind`]), a choice; written for every item, so that no
/// catalogue is needed to read a plan.
pub const KIND: &str = "pi_kind";
/// Where in the home 改造地点, text.
pub const PLACE: &str = "pi_place";
/// The findings it answers, text, separated by spaces: `f_smoke f_door_narrow@door/4kq2m8x1zr`. Empty: an own item.
pub const ORIGIN: &str = "pi_origin";
/// Why, in words, as they were when it was taken up: question, value, reference line. Text.
pub const BECAUSE: &str = "pi_because";
/// 0 (danger) to 4 (comfort), an integer; what the person asked for comes before others of its kind.
pub const PRIORITY: &str = "pi_priority";
/// Whether the person asked for it, yes or no.
pub const WISHED: &str = "pi_wished";
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
/// [`ACCEPTED`], [`DECLINED`] or [`LEFT`], a choice; an own item without one counts as undecided.
pub const DECISION: &str = "pi_decision";
/// Why it was declined or left, text.
pub const REASON: &str = "pi_reason";
/// Who pays ([`super::programme::MoneySource`]), a choice; by the programme's order when missing.
pub const PAID_BY: &str = "pi_paid_by";
/// Photos that show the place, with their marks: a repeat of photos like any photo question.
pub const PHOTO: &str = "pi_photo";

pub const ACCEPTED: &str = "accepted";
pub const DECLINED: &str = "declined";
/// 暂缓: neither in the plan nor refused; a proposal that somebody has seen and left for another year.
pub const LEFT: &str = "left";

/// Why the plan may cost more than the cap, text, at the top of the household.
pub const PLAN_OVER_REASON: &str = "pl_over_reason";
/// Why the household is taken although another scheme has served it, text, at the top of the household.
pub const PLAN_FUNDING_REASON: &str = "pl_funding_reason";

/// How far the works on this item are, a choice: [`WORK_STARTED`] or [`WORK_DONE`]. In the item's row, like all of `wi_…`.
pub const WORK_STATE: &str = "wi_state";
pub const WORK_STARTED: &str = "started";
pub const WORK_DONE: &str = "done";
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
/// Who wrote a message, a choice: [`OFFICE`] or [`BUILDER`]; and that the other side has read it, yes or no.
pub const TALK_SIDE: &str = "wt_side";
pub const TALK_SEEN: &str = "wt_seen";
/// That the one who builds has read the answer to a change.
pub const CHANGE_SEEN: &str = "wc_seen";
pub const OFFICE: &str = "office";
pub const BUILDER: &str = "builder";
/// Proposed changes 变更: a repeat in the item's row.
pub const CHANGE: &str = "wi_change";
/// New quantity, a decimal; reason, text; photos; `approved` or `refused`; the answer's words.
pub const CHANGE_QUANTITY: &str = "wc_quantity";
pub const CHANGE_REASON: &str = "wc_reason";
pub const CHANGE_PHOTO: &str = "wc_photo";
pub const CHANGE_DECISION: &str = "wc_decision";
pub const CHANGE_ANSWER: &str = "wc_answer";
pub const APPROVED: &str = "approved";
pub const REFUSED: &str = "refused";
/// Why an item is reported done without a photo after, text, in the item's row.
pub const NO_PHOTO_REASON: &str = "wi_no_photo_reason";

/// The plan as it was signed, text: one line per accepted item ([`super::agreement`]). A plan that reads otherwise
/// needs a new signature.
pub const AGREED_PLAN: &str = crate::dossier::household::AGREED;

/// The repeat of the acceptance form, and the planned, installed and accepted quantity of its rows.
pub const ACCEPT_ITEM: &str = "accept_item";
pub const ACCEPT_CODE: &str = "ai_code";
pub const ACCEPT_NAME: &str = "ai_name";
pub const ACCEPT_WHERE: &str = "ai_where";
pub const ACCEPT_UNIT: &str = "ai_unit";
pub const ACCEPT_PLANNED: &str = "ai_planned";
pub const ACCEPT_INSTALLED: &str = "ai_installed";
/// Whether there is a change order for the difference, yes or no.
pub const ACCEPT_CHANGE: &str = "ai_change";
pub const ACCEPT_ACCEPTED: &str = "ai_accepted";
/// `pass`, `rectify` or `fail`, a choice.
pub const ACCEPT_RESULT: &str = "ai_result";
pub const ACCEPT_DEFECT: &str = "ai_defect";
pub const ACCEPT_RECTIFY_BY: &str = "ai_rectify_by";
pub const ACCEPT_RECHECK_DATE: &str = "ai_recheck_date";
/// `pass` or `fail`, a choice.
pub const ACCEPT_RECHECK: &str = "ai_recheck";
pub const ACCEPT_PHOTO: &str = "ai_photo";
pub const ACCEPT_RECHECK_PHOTO: &str = "ai_recheck_photo";
pub const ACCEPT_SATISFACTION: &str = "ai_satisfaction";
/// The acceptance as a whole.
pub const ACCEPTANCE_DATE: &str = "ac_date";
pub const ACCEPTANCE_CONTRACTOR: &str = "ac_contractor";
pub const ACCEPTANCE_RESULT: &str = "ac_result";
/// 完工日期, a date.
pub const ACCEPTANCE_FINISHED: &str = "ac_finished";
/// Whether somebody asked the family for extra money, yes or no.
pub const ACCEPTANCE_CHARGED: &str = "ac_charged";
/// Satisfaction on the whole, a choice; complaint, text.
pub const ACCEPTANCE_SATISFACTION: &str = "ac_satisfaction";
pub const ACCEPTANCE_COMPLAINT: &str = "ac_complaint";
pub const ACCEPTANCE_SIGN_FAMILY: &str = "ac_sign_family";
pub const ACCEPTANCE_SIGN_CONTRACTOR: &str = "ac_sign_contractor";
pub const ACCEPTANCE_SIGN_FEDERATION: &str = "ac_sign_federation";

/// Who signs for the family (`agreement.ron`): `self`, `guardian`, `relative` or `agent`, a choice.
pub const AGREE_SIGNER: &str = "ag_signer";
/// Relation of an agent, text.
pub const AGREE_RELATION: &str = "ag_relation";
pub const AGREE_SIGNATURE: &str = "ag_signature";
pub const AGREE_ASSESSORS: [&str; 2] = ["ag_assessor_1", "ag_assessor_2"];
pub const AGREE_DATE: &str = "ag_date";

/// First and last day of the public notice 公示 (`notice.ron`), dates.
pub const NOTICE_FROM: &str = "no_from";
pub const NOTICE_UNTIL: &str = "no_until";
/// Where it hung, text; its photo.
pub const NOTICE_PLACE: &str = "no_place";
pub const NOTICE_PHOTO: &str = "no_photo";
/// Whether somebody objected, yes or no; what was said; what came of it.
pub const NOTICE_OBJECTION: &str = "no_objection";
pub const NOTICE_OBJECTION_TEXT: &str = "no_objection_text";
pub const NOTICE_OBJECTION_RESULT: &str = "no_objection_result";

/// The work order 派工单 (`work-order.ron`).
pub const ORDER_NUMBER: &str = "or_number";
pub const ORDER_CONTRACTOR: &str = crate::dossier::household::CONTRACTOR;
pub const ORDER_CONTRACTOR_PHONE: &str = "or_contractor_phone";
pub const ORDER_DATE: &str = "or_date";
pub const ORDER_START_BY: &str = "or_start_by";
pub const ORDER_FINISH_BY: &str = "or_finish_by";
pub const ORDER_NOTE: &str = "or_note";

/// The settlement 结算 (`settlement.ron`).
pub const SETTLE_DATE: &str = "se_date";
pub const SETTLE_CONTRACT: &str = "se_contract";
pub const SETTLE_INVOICE: &str = "se_invoice";
/// Why the money may exceed the cap, text.
pub const SETTLE_OVER_REASON: &str = "se_over_reason";
/// Taken off 扣款, in yuan, a decimal.
pub const SETTLE_DEDUCTION: &str = "se_deduction";
pub const SETTLE_SIGNATURE: &str = "se_signature";

/// The return visit 回访 (`return-visit.ron`): day, satisfaction on the whole, and of each item whether it is used
/// (`never` and `gone` mean idle) and how it is (`broken` and `dangerous`).
pub const RETURN_DATE: &str = "rv_date";
pub const RETURN_SATISFACTION: &str = "rv_satisfaction";
pub const RETURN_USED: &str = "rv_used";
pub const RETURN_STATE: &str = "rv_state";
