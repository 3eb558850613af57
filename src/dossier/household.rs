//! The names that the program itself knows: the questions of `forms/household.ron` that the list shows and
//! searches, and the fields about the visit. Everything else is the form's business.

/// 户主姓名, text.
pub const HEAD: &str = "hh_head";
/// 旗县区 and township, a division.
pub const DIVISION: &str = "hh_division";
/// 嘎查村社区, text.
pub const VILLAGE: &str = "hh_village";
/// Address within the village, text.
pub const ADDRESS: &str = "hh_address";
/// Phone of the household.
pub const PHONE: &str = "hh_phone";
/// Planned day of the visit, a date.
pub const VISIT_DATE: &str = "hh_visit_date";
/// Place in the day's route, an integer from 1.
pub const VISIT_ORDER: &str = "hh_visit_order";

/// Who is to visit the household 安排给谁: the surveyor's name as in the settings of the tablet, text.
pub const SURVEYOR: &str = "hh_surveyor";
/// 项目年度, an integer; the year of [`REGISTERED`] when missing.
pub const YEAR: &str = "hh_year";
/// Number in the roster 花名册编号, text.
pub const ROSTER_NUMBER: &str = "hh_roster_no";
/// 登记日期, a date.
pub const REGISTERED: &str = "hh_registered";
/// 城镇还是农村牧区, a choice.
pub const RESIDENCE: &str = "hh_town_or_pasture";
/// 困难类型, choices.
pub const HARDSHIP: &str = "hh_income_status";

/// The repeat of persons with a disability 一户多残.
pub const PERSON: &str = "person";
/// 姓名, in a person's row.
pub const PERSON_NAME: &str = "p_name";
/// 公民身份号码, in a person's row.
pub const PERSON_CITIZEN_ID: &str = "p_citizen_id";
/// 残疾人证号, in a person's row.
pub const PERSON_CERTIFICATE: &str = "p_certificate";
/// 本人电话, in a person's row.
pub const PERSON_PHONE: &str = "p_phone";

/// 民族, a choice in a person's row.
pub const PERSON_ETHNIC: &str = "p_ethnic";
/// Category as the assessment asks it of a person whose certificate number is not known, a choice.
pub const PERSON_CATEGORY: &str = "qP01_category";
/// Grade likewise, a choice `grade_1` to `grade_4`.
pub const PERSON_GRADE: &str = "qP01_grade";

/// Whether the family allows data to be taken: `yes` or `no`, of `forms/consent.ron`.
pub const CONSENT_DATA: &str = "consent_data";
/// Whether the family allows photos.
pub const CONSENT_PHOTO: &str = "consent_photo";
/// Whether the family allows that a photo says, roughly, where it was taken.
pub const CONSENT_PLACE: &str = "consent_place";

/// Name of the firm or team that builds 施工单位, text, of `forms/work-order.ron`.
pub const CONTRACTOR: &str = "or_contractor";

/// The state of the visit: the choice `begun` or `finished`; missing before the first answer.
pub const VISIT: &str = "_visit";
/// The stage that the last step led to, a choice ([`super::stage`]).
pub const STEP: &str = "_step";
/// The plan as it was signed, text ([`crate::plan::agreement`]).
pub const AGREED: &str = "_agreed";
/// Prefix of the field that keeps which form text was used: `_form.home-assessment`.
pub const FORM_PREFIX: &str = "_form.";
