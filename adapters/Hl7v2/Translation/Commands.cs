using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>What a message means: a command, or something that is kept and acknowledged without an effect.</summary>
/// <param name="Command">Null when nothing is to be done.</param>
/// <param name="English">Why nothing is to be done.</param>
/// <param name="Chinese">The same in Chinese.</param>
public sealed record Meaning(ICommand? Command, string English = "", string Chinese = "")
{
    /// <summary>Nothing is to be done.</summary>
    public static Meaning Kept(string english, string chinese) => new(null, english, chinese);
}

/// <summary>Messages as canonical commands; README has the table. Pure.</summary>
public static class Commands
{
    private static readonly string[] OwnSegments = ["ZMI", "ZSL", "ZDD", "ZSG"];
    private static readonly string[] Types = ["ADT", "DFT", "BAR", "QBP"];

    /// <summary>Reads a message. Throws <see cref="WireRefusedException"/> for what is not offered or does not fit.</summary>
    public static Meaning Read(Hl7Message message, SenderRules rules, Origin origin, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(origin);
        var header = message.Header;
        if (header.Code == "QBP")
        {
            return new Meaning(Eligibility.Read(message, rules, origin));
        }

        if (header.Kind is "ADT^A40")
        {
            return Meaning.Kept(
                "kept as evidence; the hub has no master patient index, nothing was merged; claims go under the surviving number",
                "已留存；本中心无患者主索引，未作合并，后续请使用保留的编号");
        }

        var name = header.Kind;
        if (name is not ("ADT^A01" or "ADT^A03" or "ADT^A04" or "ADT^A08" or "ADT^A11" or "ADT^A13" or "DFT^P03" or "BAR^P01" or "BAR^P05" or "BAR^P06"))
        {
            throw Reading.Refuse(Types.Contains(header.Code) ? Hl7v2ErrorCodes.EventUnsupported : Hl7v2ErrorCodes.MessageTypeUnsupported, "MSH", 9);
        }

        if (name == "BAR^P06" && !rules.Sender.EndAccountCancels)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.EventUnsupported, "MSH", 9);
        }

        var visit = VisitFacts.Read(message, rules, now);
        var division = message.First("ZMI")?.Short(9, 1, 6) ?? "";
        origin = origin with { Visit = visit.Number, InsuredDivision = division.Length > 0 ? division : origin.InsuredDivision };
        return name switch
        {
            "ADT^A01" => new(Admit(message, rules, origin, visit)),
            "ADT^A03" => Discharge(message, origin, visit),
            "ADT^A04" => new(Register(message, rules, origin, visit)),
            "ADT^A11" => new(visit.Setting == CareSetting.Inpatient
                ? Amend(origin, AdmissionStep.CancelAdmission, [], [])
                : new CancelRegistration { Origin = origin, EncounterId = "", PersonNumber = "", VisitNumber = visit.Number }),
            "ADT^A13" => new(Amend(origin, AdmissionStep.CancelDischarge, [], [])),
            "DFT^P03" => ChargeMeaning.Read(message, rules, origin, visit),
            "BAR^P06" => new(ChargeMeaning.Cancel(message, origin, visit)),
            _ => Visit(message, origin, visit),
        };
    }

    /// <summary>Z segments of the sender's own and the fields of ZDD (node, row, name, value).</summary>
    internal static IEnumerable<Extension> Rest(Hl7Message message)
    {
        foreach (var zdd in message.All("ZDD"))
        {
            yield return new Extension(
                zdd.Need(1, 1, 40), int.TryParse(zdd.Short(2), System.Globalization.CultureInfo.InvariantCulture, out var row) && row is >= 0 and < 2000
                    ? row
                    : throw Reading.Refuse(Hl7v2ErrorCodes.FieldKind, zdd, 2),
                zdd.Need(3, 1, 40), zdd.Short(4, 1, 4000));
        }

        foreach (var segment in message.Segments.Where(s => s.Name[0] == 'Z' && !OwnSegments.Contains(s.Name)))
        {
            for (var field = 1; field <= segment.Count; field++)
            {
                if (segment.Raw(field) is { Length: > 0 } raw)
                {
                    yield return new Extension(
                        segment.Name, segment.Sequence - 1, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{segment.Name}-{field}"), raw);
                }
            }
        }
    }

    /// <summary>What the sender left empty is not said at all.</summary>
    internal static IReadOnlyList<Extension> Said(IEnumerable<Extension> extensions) => [.. extensions.Where(e => e.Value.Length > 0)];

    private static RegisterEncounter Register(Hl7Message message, SenderRules rules, Origin origin, VisitFacts visit) => new()
    {
        Origin = origin,
        Person = Persons.Read(message, rules),
        Credential = Persons.Credential(message, rules),
        InsuranceType = Persons.InsuranceType(message, rules),
        BeginsAt = visit.BeginsAt,
        VisitNumber = visit.Number,
        DepartmentCode = visit.DepartmentCode,
        DepartmentName = visit.DepartmentName,
        Extensions = Said(
        [
            new Extension("data", 0, "atddr_no", visit.Doctor), new Extension("data", 0, "dr_name", visit.DoctorName),
            new Extension("data", 0, "caty", message.Need("PV1").Short(10, 1, 10)), .. Rest(message),
        ]),
    };

    private static AdmitPatient Admit(Hl7Message message, SenderRules rules, Origin origin, VisitFacts visit)
    {
        var diagnoses = Diagnoses.Read(message);
        if (diagnoses.Count == 0)
        {
            throw Reading.Refuse(Hl7v2ErrorCodes.SegmentMissing, "DG1");
        }

        return new AdmitPatient
        {
            Origin = origin,
            Person = Persons.Read(message, rules),
            Credential = Persons.Credential(message, rules),
            InsuranceType = Persons.InsuranceType(message, rules),
            MedicalCategory = visit.Setting == CareSetting.Inpatient ? visit.MedicalCategory : MedicalCategories.Inpatient,
            BeginsAt = visit.BeginsAt,
            VisitNumber = visit.Number,
            Diagnoses = diagnoses,
            Extensions = Said([.. Ward("mdtrtinfo", visit, diagnoses), .. Diagnoses.Facts(message, diagnoses, visit), .. Rest(message)]),
        };
    }

    private static Meaning Discharge(Hl7Message message, Origin origin, VisitFacts visit)
    {
        if (visit.Setting != CareSetting.Inpatient)
        {
            return Meaning.Kept("kept; the end of an out-patient visit changes nothing here", "已留存；门诊就诊结束无需处理");
        }

        var diagnoses = Diagnoses.Read(message);
        return new(new DischargePatient
        {
            Origin = origin,
            EncounterId = "",
            PersonNumber = "",
            EndsAt = visit.EndsAt ?? visit.HappenedAt,
            Diagnoses = diagnoses,
            Extensions = Said(
            [
                new Extension("dscginfo", 0, "dscg_dept_codg", visit.DepartmentCode), new Extension("dscginfo", 0, "dscg_dept_name", visit.DepartmentName),
                new Extension("dscginfo", 0, "dscg_bed", visit.Bed), new Extension("dscginfo", 0, "dscg_way", message.Need("PV1").Short(36, 1, 3)),
                .. Diagnoses.Facts(message, diagnoses, visit), .. Rest(message),
            ]),
        });
    }

    // A08, BAR^P01 and BAR^P05: what they tell the insurance is the diagnoses; without any there is nothing to tell.
    private static Meaning Visit(Hl7Message message, Origin origin, VisitFacts visit)
    {
        var diagnoses = Diagnoses.Read(message);
        if (diagnoses.Count == 0)
        {
            return Meaning.Kept("kept; without diagnoses (DG1) there is nothing to tell the insurance", "已留存；无诊断（DG1），无需上传");
        }

        if (visit.Setting == CareSetting.Inpatient)
        {
            return new(Amend(
                origin, AdmissionStep.Change, diagnoses,
                [.. Ward("adminfo", visit, diagnoses), .. Diagnoses.Facts(message, diagnoses, visit), .. Rest(message)]));
        }

        return new(new RecordVisit
        {
            Origin = origin,
            EncounterId = "",
            PersonNumber = "",
            MedicalCategory = visit.MedicalCategory,
            BeginsAt = visit.BeginsAt,
            Diagnoses = diagnoses,
            Extensions = Said(
            [
                new Extension("mdtrtinfo", 0, "dise_codg", diagnoses[0].Code), new Extension("mdtrtinfo", 0, "dise_name", diagnoses[0].Name),
                .. Diagnoses.Facts(message, diagnoses, visit), .. Rest(message),
            ]),
        });
    }

    private static AmendAdmission Amend(Origin origin, AdmissionStep step, IReadOnlyList<Diagnosis> diagnoses, IReadOnlyList<Extension> extensions) => new()
    {
        Origin = origin,
        Step = step,
        EncounterId = "",
        PersonNumber = "",
        Diagnoses = diagnoses,
        Extensions = Said(extensions),
    };

    private static Extension[] Ward(string node, VisitFacts visit, IReadOnlyList<Diagnosis> diagnoses) =>
    [
        new(node, 0, "atddr_no", visit.Doctor), new(node, 0, "chfpdr_name", visit.DoctorName), new(node, 0, "adm_diag_dscr", diagnoses[0].Name),
        new(node, 0, "adm_dept_codg", visit.DepartmentCode), new(node, 0, "adm_dept_name", visit.DepartmentName), new(node, 0, "adm_bed", visit.Bed),
        new(node, 0, "dscg_maindiag_code", diagnoses[0].Code), new(node, 0, "dscg_maindiag_name", diagnoses[0].Name),
    ];
}
