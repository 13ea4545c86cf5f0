using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>
/// What a DFT^P03 asks for. ZSL says it outright: <c>ZSL|total|use personal account (Y/N)|action (S settle, T try, C cancel)|setl_id</c>. Without
/// ZSL the sender's rule decides: by default a total in PV1-47 means that the charges are complete.
/// </summary>
internal static class ChargeMeaning
{
    public static Meaning Read(Hl7Message message, SenderRules rules, Origin origin, VisitFacts visit)
    {
        var zsl = message.First("ZSL");
        var action = zsl?.Short(3, 1, 1) ?? "";
        if (action is not ("" or "S" or "T" or "C"))
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.TableValue, zsl!, 3);
        }

        if (action == "C")
        {
            return new(Cancel(message, origin, visit));
        }

        var lines = Charges.Read(message, rules, visit);
        var total = zsl?.AmountOrNull(1) ?? message.Need("PV1").AmountOrNull(47);
        var settles = rules.Sender.Settle switch
        {
            Hl7v2Settling.Always => true,
            Hl7v2Settling.Never => false,
            _ => zsl is not null || total is not null,
        };
        if (settles)
        {
            return new(Claim(message, rules, origin, visit, lines, total, trial: action == "T"));
        }

        if (lines.Count == 0)
        {
            return message.All("FT1").Count > 0
                ? Meaning.Kept("kept; payments and adjustments are no charges", "已留存；收款与调整不是费用明细")
                : throw Reading.Refuse(Hl7v2ErrorCodes.SegmentMissing, "FT1");
        }

        return new(new AddFeeLines
        {
            Origin = origin,
            Setting = visit.Setting,
            EncounterId = "",
            PersonNumber = "",
            Lines = lines,
            Extensions = Commands.Said([.. Charges.Facts(message, visit), .. Commands.Rest(message)]),
        });
    }

    public static CancelSettlement Cancel(Hl7Message message, Origin origin, VisitFacts visit) => new()
    {
        Origin = origin,
        Setting = visit.Setting,
        SettlementId = message.First("ZSL")?.Short(4, 1, 30) ?? "",
        EncounterId = "",
        PersonNumber = "",
    };

    private static SubmitClaim Claim(
        Hl7Message message, SenderRules rules, Origin origin, VisitFacts visit, IReadOnlyList<FeeLine> lines, Money? total, bool trial)
    {
        var diagnoses = Diagnoses.Read(message);
        if (diagnoses.Count == 0)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.SegmentMissing, "DG1");
        }

        return new SubmitClaim
        {
            Origin = origin,
            Setting = visit.Setting,
            Trial = trial,
            Person = Persons.Read(message, rules),
            Credential = Persons.Credential(message, rules),
            InsuranceType = Persons.InsuranceType(message, rules),
            MedicalCategory = visit.MedicalCategory,
            VisitNumber = visit.Number,
            BeginsAt = visit.BeginsAt,
            EndsAt = visit.EndsAt,
            DepartmentCode = visit.DepartmentCode,
            DepartmentName = visit.DepartmentName,
            Practitioner = visit.Doctor,
            PractitionerName = visit.DoctorName,
            Diagnoses = diagnoses,
            Lines = lines,
            Total = total ?? Sum(lines),
            UsePersonalAccount = (message.First("ZSL")?.Short(2) ?? message.First("ZMI")?.Short(10)) is "Y" or "1",
            Extensions = Commands.Said([.. Charges.Facts(message, visit), .. Diagnoses.Facts(message, diagnoses, visit), .. Commands.Rest(message)]),
        };
    }

    private static Money Sum(IReadOnlyList<FeeLine> lines)
    {
        var sum = Money.Zero;
        foreach (var line in lines)
        {
            sum += line.Amount;
        }

        return sum;
    }
}
