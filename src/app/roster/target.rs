//! What a column of a need list can mean.

/// The meaning of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// 户主姓名
    Head,
    /// 户主身份证号: names the household, and is not kept unless the head is in the list.
    HeadId,
    /// 户号: rows with the same one are one household.
    HouseholdNo,
    /// 与户主的关系
    Relation,
    /// 姓名, of the person with a disability.
    Name,
    /// 公民身份号码
    CitizenId,
    /// 残疾人证号
    Certificate,
    /// 残疾类别: compared with the certificate's.
    Category,
    /// 残疾等级: compared with the certificate's.
    Grade,
    /// 本人电话
    PersonPhone,
    /// 民族
    Ethnic,
    /// 旗县区, by name or code; a code of up to twelve digits may name township and village too.
    Division,
    /// 苏木乡镇街道
    Township,
    /// 嘎查村社区
    Village,
    /// 详细地址; may begin with league, banner, township and village.
    Address,
    /// 联系电话
    Phone,
    /// 联系人
    ContactName,
    /// 与联系人的关系
    ContactRelation,
    /// 困难类型
    Income,
    /// 城镇、农村、牧区
    Settlement,
    /// 常住人口数
    Members,
    /// 花名册编号
    RosterNo,
    /// 评估员
    Surveyor,
    /// 计划入户日期
    VisitDate,
    /// Kept word for word as a remark, with its heading.
    Remark,
    /// Not taken in.
    Nothing,
}

impl Target {
    pub const ALL: [Self; 26] = [
        Self::Name,
        Self::Certificate,
        Self::CitizenId,
        Self::Category,
        Self::Grade,
        Self::PersonPhone,
        Self::Ethnic,
        Self::Relation,
        Self::Head,
        Self::HeadId,
        Self::HouseholdNo,
        Self::Division,
        Self::Township,
        Self::Village,
        Self::Address,
        Self::Phone,
        Self::ContactName,
        Self::ContactRelation,
        Self::Income,
        Self::Settlement,
        Self::Members,
        Self::RosterNo,
        Self::Surveyor,
        Self::VisitDate,
        Self::Remark,
        Self::Nothing,
    ];

    /// The word for it in files: in the headings, in a remembered mapping.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::HeadId => "head_id",
            Self::HouseholdNo => "household_no",
            Self::Relation => "relation",
            Self::Name => "name",
            Self::CitizenId => "citizen_id",
            Self::Certificate => "certificate",
            Self::Category => "category",
            Self::Grade => "grade",
            Self::PersonPhone => "person_phone",
            Self::Ethnic => "ethnic",
            Self::Division => "division",
            Self::Township => "township",
            Self::Village => "village",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::ContactName => "contact_name",
            Self::ContactRelation => "contact_relation",
            Self::Income => "income",
            Self::Settlement => "settlement",
            Self::Members => "members",
            Self::RosterNo => "roster_no",
            Self::Surveyor => "surveyor",
            Self::VisitDate => "visit_date",
            Self::Remark => "remark",
            Self::Nothing => "nothing",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.name() == name)
    }

    /// Key of what it is called.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Head => "roster-target-head",
            Self::HeadId => "roster-target-head-id",
            Self::HouseholdNo => "roster-target-household-no",
            Self::Relation => "roster-target-relation",
            Self::Name => "roster-target-name",
            Self::CitizenId => "roster-target-citizen-id",
            Self::Certificate => "roster-target-certificate",
            Self::Category => "roster-target-category",
            Self::Grade => "roster-target-grade",
            Self::PersonPhone => "roster-target-person-phone",
            Self::Ethnic => "roster-target-ethnic",
            Self::Division => "roster-target-division",
            Self::Township => "roster-target-township",
            Self::Village => "roster-target-village",
            Self::Address => "roster-target-address",
            Self::Phone => "roster-target-phone",
            Self::ContactName => "roster-target-contact-name",
            Self::ContactRelation => "roster-target-contact-relation",
            Self::Income => "roster-target-income",
            Self::Settlement => "roster-target-settlement",
            Self::Members => "roster-target-members",
            Self::RosterNo => "roster-target-roster-no",
            Self::Surveyor => "roster-target-surveyor",
            Self::VisitDate => "roster-target-visit-date",
            Self::Remark => "roster-target-remark",
            Self::Nothing => "roster-target-nothing",
        }
    }

    /// Whether several columns may mean it; of the others only one column can.
    pub const fn is_shared(self) -> bool {
        matches!(self, Self::Remark | Self::Nothing)
    }
}
