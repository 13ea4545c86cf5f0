using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>What PV1 and EVN say about the visit.</summary>
internal sealed record VisitFacts
{
    private const int NumberMax = 30;

    public required string Number { get; init; }

    public required CareSetting Setting { get; init; }

    public required DateTime BeginsAt { get; init; }

    /// <summary>PV1-45, or when the event happened.</summary>
    public required DateTime? EndsAt { get; init; }

    public required DateTime HappenedAt { get; init; }

    public string DepartmentCode { get; init; } = "";

    public string DepartmentName { get; init; } = "";

    public string Bed { get; init; } = "";

    public string Doctor { get; init; } = "";

    public string DoctorName { get; init; } = "";

    public required string MedicalCategory { get; init; }

    public static VisitFacts Read(Hl7Message message, SenderRules rules, DateTime now)
    {
        var pv1 = message.Need("PV1");
        var evn = message.First("EVN");
        var happened = evn?.TimeOrNull(6) ?? evn?.TimeOrNull(2) ?? Hl7Time.Read(message.Header.Time) ?? now;
        var setting = pv1.Short(2) is "I" ? CareSetting.Inpatient : CareSetting.Outpatient;
        return new VisitFacts
        {
            Number = pv1.Need(rules.Sender.VisitField, 1, NumberMax),
            Setting = setting,
            BeginsAt = pv1.TimeOrNull(44) ?? happened,
            EndsAt = pv1.TimeOrNull(45),
            HappenedAt = happened,
            DepartmentCode = pv1.Short(3, 1, 30),
            DepartmentName = pv1.Short(3, 9, 100) is { Length: > 0 } name ? name : pv1.Short(3, 1, 100),
            Bed = pv1.Short(3, 3, 30),
            Doctor = pv1.Short(7, 1, 30),
            DoctorName = (pv1.Value(7, 2) + pv1.Value(7, 3)).Trim() is { Length: <= 50 } doctor && !doctor.Any(char.IsControl) ? doctor : "",
            MedicalCategory = Category(message, pv1, setting),
        };
    }

    // ZMI-2, a national code in PV1-18, else what the class of the patient says.
    private static string Category(Hl7Message message, Hl7Segment pv1, CareSetting setting)
    {
        if (message.First("ZMI") is { } zmi && zmi.Short(2, 1, 6) is { Length: > 0 } said)
        {
            return said;
        }

        return pv1.Short(18) is { Length: > 0 } type && NhsaCodes.Contains(MedicalCategories.Field, type) ? type
            : setting == CareSetting.Inpatient ? MedicalCategories.Inpatient
            : pv1.Short(2) == "E" ? MedicalCategories.Emergency
            : MedicalCategories.Outpatient;
    }
}
