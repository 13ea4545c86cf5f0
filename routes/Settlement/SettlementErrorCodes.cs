using Hub.Canonical.Messages;

namespace Hub.Routes.Settlement;

/// <summary>Every error of settlement and reversal, in the order they are checked (10xx), then outcomes (12xx, 13xx).</summary>
public static class SettlementErrorCodes
{
    public static readonly RouteError OtherInstitution = new("SET-1001", Fault.Sender, false,
        "An encounter belongs to the institution that opened it.", "Check mdtrt_id.",
        "mdtrt_id 不属于本机构，请核对。 mdtrt_id belongs to another institution.");

    public static readonly RouteError EncounterClosed = new("SET-1002", Fault.Sender, false,
        "Nothing follows a cancelled registration or admission (nhsa.md A10.8).", "Register or admit again.",
        "就诊已撤销，请重新登记(2201/2401)。 The encounter was cancelled: register again.");

    public static readonly RouteError AlreadyOpened = new("SET-1003", Fault.Sender, false,
        "One registration per message.", "Use the mdtrt_id given.",
        "该登记已成功，mdtrt_id={0}。 Already registered: use this mdtrt_id.");

    public static readonly RouteError VisitUnknown = new("SET-1004", Fault.Sender, false,
        "A message that names its visit (ipt_otp_no, ipt_no) follows a registration or admission of that visit through the hub.",
        "Register or admit first (2201, 2401), or check the visit number.",
        "未找到就诊 ipt_otp_no={0}，请先登记或入院。 Unknown visit: register or admit it first, or check its number.");

    public static readonly RouteError WrongField = new("SET-1005", Fault.Sender, false,
        "A claim is out- or in-patient, names visit, med_type and at least one diagnosis; feedetl_sn is 1 to 30 ASCII letters, digits, - _ or dots, not 0000.",
        "Correct the field named.",
        "字段 {0} 缺失或不合规，请更正。 This field is missing or not as required: correct it.");

    public static readonly RouteError OtherPerson = new("SET-1006", Fault.Sender, false,
        "A visit belongs to the person it was opened for (psn_no, certno).", "Check psn_no, certno and the visit number.",
        "psn_no/certno 与就诊登记的人员不一致，请核对。 psn_no or certno is not that of the person registered for this visit.");

    public static readonly RouteError NotIdentified = new("SET-1007", Fault.Core, false,
        "The core's answer to 1101 named nobody (psn_no).", "Check mdtrt_cert_no, certno and psn_name.",
        "1101 未返回人员编号，请核对凭证。 The core named no psn_no for this person: check the credential.");

    public static readonly RouteError TooManyLines = new("SET-1010", Fault.Sender, false,
        "Fee lines of one encounter are limited (Settlement:FeeLinesMax).", "Settle what there is, then go on.",
        "费用明细超过上限 {0} 条，请先结算。 Too many fee lines in one encounter: settle first.");

    public static readonly RouteError DuplicateLine = new("SET-1011", Fault.Sender, false,
        "feedetl_sn is unique within the encounter (2204, 2301).", "Give the line a serial number of its own.",
        "费用明细流水号重复 feedetl_sn={0}。 feedetl_sn was uploaded before; use a new one.");

    public static readonly RouteError LineSettled = new("SET-1012", Fault.Sender, false,
        "Settled lines cannot be deleted (nhsa.md A10.8).", "Cancel the settlement first (2103, 2208, 2305).",
        "费用已结算(setl_id={0})，请先撤销结算再删除。 The lines are settled: cancel that settlement first.");

    public static readonly RouteError NoLines = new("SET-1020", Fault.Sender, false,
        "A settlement needs uploaded fee lines (nhsa.md A10.8).", "Upload the lines (2204, 2301) first.",
        "无待结算费用明细，请先上传(2204/2301)。 No fee lines to settle: upload them first.");

    public static readonly RouteError TotalDiffers = new("SET-1021", Fault.Sender, false,
        "medfee_sumamt = sum of det_item_fee_sumamt of the uploaded lines (nhsa.md A1.4).", "Upload what is missing or correct the total.",
        "medfee_sumamt 与已上传明细合计 {0} 元不符，请核对。 medfee_sumamt is not the sum of the uploaded lines.");

    public static readonly RouteError AlreadySettled = new("SET-1022", Fault.Sender, false,
        "A batch is settled once (nhsa.md A10.8, N4).", "Query 5203; do not settle again.",
        "该批费用已结算 setl_id={0}，请用5203查询，勿重复刷卡。 Already settled: query 5203, do not swipe again.");

    public static readonly RouteError NotDischarged = new("SET-1023", Fault.Sender, false,
        "Here a stay is discharged before it is settled (Settlement:DischargeOrder).", "Send 2402 first.",
        "请先办理出院(2402)再结算。 Discharge (2402) before you settle.");

    public static readonly RouteError NotSettled = new("SET-1024", Fault.Sender, false,
        "Here a stay is settled before it is discharged (Settlement:DischargeOrder).", "Send 2304 first.",
        "请先结算(2304)再办理出院。 Settle (2304) before you discharge.");

    public static readonly RouteError TooManySettlements = new("SET-1025", Fault.Sender, false,
        "Settlements of one encounter are limited (Settlement:SettlementsMax).", "Open a new encounter.",
        "本次就诊结算次数超过上限 {0}。 Too many settlements in one encounter: open a new one.");

    public static readonly RouteError Disputed = new("SET-1026", Fault.Core, false,
        "The outcome of an earlier settlement of this batch is not known yet.", "Send 2601 for it or wait for the operator.",
        "该批费用前次结算结果待核实(msgid={0})，勿重复刷卡。 An earlier settlement is being clarified: do not swipe again.");

    public static readonly RouteError PrescriptionUnnamed = new("SET-1027", Fault.Sender, false,
        "A line says that its prescription was circulated (rx_circ_flag 1) and gives no rxno.", "Send the number of the prescription.",
        "外购处方(rx_circ_flag=1)须填处方号rxno。 A circulated prescription needs its number.");

    public static readonly RouteError PrescriptionDispensed = new("SET-1028", Fault.Sender, false,
        "A circulated prescription is dispensed at most once over all pharmacies; another sale has it.",
        "Do not dispense it; ask the patient or the prescribing hospital.",
        "该流转处方已被取药，全部药店只能取药一次，未扣费。 The prescription is already dispensed; nothing was charged.");

    public static readonly RouteError LiveSettlement = new("SET-1030", Fault.Sender, false,
        "Undo in reverse order: settlement, lines, encounter (nhsa.md A0).", "Cancel the settlement first.",
        "存在有效结算 setl_id={0}，请先撤销结算。 There is a live settlement: cancel it first.");

    public static readonly RouteError AlreadyCancelled = new("SET-1031", Fault.Sender, false,
        "A settlement is cancelled once (nhsa.md A10.8).", "Nothing to do; query 5203.",
        "该结算已撤销或冲正 setl_id={0}。 This settlement is already cancelled or reversed.");

    public static readonly RouteError NotReversible = new("SET-1032", Fault.Sender, false,
        "Only 2102, 2207, 2304 and 2401 can be reversed (2601).", "Use the cancelling transaction (2103, 2208, 2305, 2404).",
        "oinfno 仅支持 2102/2207/2304/2401 冲正。 Only these transactions can be reversed.");

    public static readonly RouteError NoSuchSettlement = new("SET-1033", Fault.Sender, false,
        "A settlement list belongs to a settled stay (4101).", "Settle first, then send the list.",
        "setl_id={0} 无有效结算，不能上传清单。 No live settlement with this setl_id.");

    public static readonly RouteError NotTheCore = new("SET-1034", Fault.Sender, false,
        "Only the core cancels of its own accord.", "Use 2103, 2208 or 2305.",
        "仅医保中心可推送撤销通知。 Only the core may push a cancellation.");

    public static readonly RouteError NothingSettled = new("SET-1035", Fault.Sender, false,
        "What is cancelled or listed by its visit needs a live settlement.", "Settle first, or name setl_id.",
        "就诊 {0} 无有效结算。 This visit has no live settlement: settle first, or name setl_id.");

    public static readonly RouteError SeveralSettlements = new("SET-1036", Fault.Sender, false,
        "A visit with more than one live settlement needs setl_id to tell which is meant.", "Name setl_id.",
        "该就诊有 {0} 笔有效结算，请指明 setl_id。 More than one live settlement: name setl_id.");

    public static readonly RouteError ReversedBeforeArrival = new("SET-1200", Fault.Sender, true,
        "A message that was reversed (2601) before it arrived has no effect.", "Settle anew with a new msgid.",
        "该报文到达前已冲正，未扣费，请用新msgid重新结算。 Reversed before it arrived; nothing charged; use a new msgid.");

    public static readonly RouteError Reversed = new("SET-1201", Fault.Core, true,
        "An unanswered settlement that the core does not hold is undone by the hub (2601).", "It may be settled anew.",
        "医保中心未应答，已冲正，未扣费，可重新结算。 The core gave no answer; reversed, nothing charged, may be settled anew.");

    public static readonly RouteError StandsAtCore = new("SET-1202", Fault.Core, false,
        "The core refused the reversal and holds the settlement.", "Cancel it with 2103, 2208 or 2305.",
        "冲正未成功，结算 {0} 仍有效，请用撤销交易。 Not reversed: the settlement stands; use the cancelling transaction.");

    public static readonly RouteError StillUnknown = new("SET-1203", Fault.Core, false,
        "The core gave no definite answer within Settlement:AttemptsMax.", "Do not settle again; query 5203; an operator is clarifying it.",
        "医保中心结果不明，已转人工核实，勿重复刷卡，请用5203查询。 Outcome unknown, an operator is on it: do not swipe again.");

    public static readonly RouteError NotCancelled = new("SET-1204", Fault.Core, true,
        "The core gave no answer and still holds the settlement.", "Cancel it again.",
        "撤销未成功，结算仍有效，可重新撤销。 Not cancelled: the settlement stands; you may cancel again.");

    public static readonly RouteError StepUnknown = new("SET-1205", Fault.Core, true,
        "The core gave no answer to a step that books no money.", "Query 5201 or 5204, then send the step again with a new msgid.",
        "医保中心未应答，本步不扣费，请查询(5201/5204)后重发。 No answer; nothing is charged: query, then send again.");

    public static readonly RouteError ClaimStopped = new("SET-1206", Fault.Sender, true,
        "A claim that is reversed before it comes to the settlement stops where it is.", "Nothing is charged; claim anew with a new message id.",
        "该申报在结算前已被冲正，未扣费，可重新申报。 Reversed before it was settled; nothing charged; claim anew.");

    public static readonly RouteError CoreUnreachable = new("SET-1301", Fault.Core, true,
        "The core could not be reached; nothing was booked.", "Send it again with a new msgid.",
        "无法连接医保中心，未扣费，请稍后重试。 The core cannot be reached; nothing was booked; try again later.");

    public static readonly RouteError CoreRefused = new("SET-1302", Fault.Core, false,
        "The core refused.", "Read the core's text.",
        "医保中心拒绝：{0} Refused by the core.");

    /// <summary>All of them, for the catalogue in docs.</summary>
    public static IReadOnlyList<RouteError> All { get; } =
    [
        OtherInstitution, EncounterClosed, AlreadyOpened, VisitUnknown, WrongField, OtherPerson, NotIdentified, TooManyLines, DuplicateLine,
        LineSettled, NoLines, TotalDiffers,
        AlreadySettled, NotDischarged, NotSettled, TooManySettlements, Disputed, PrescriptionUnnamed, PrescriptionDispensed,
        LiveSettlement, AlreadyCancelled,
        NotReversible, NoSuchSettlement, NotTheCore, NothingSettled, SeveralSettlements, ReversedBeforeArrival, Reversed, StandsAtCore,
        StillUnknown, NotCancelled, StepUnknown, ClaimStopped, CoreUnreachable,
        CoreRefused,
    ];
}
