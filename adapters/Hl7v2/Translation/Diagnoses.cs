using System.Globalization;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical;

namespace Hub.Adapters.Hl7v2.Translation;

/// <summary>DG1: code and name from DG1-3, the name else from DG1-4, rank by DG1-15 and then by order.</summary>
internal static class Diagnoses
{
    private const int RankMax = 99;

    public static IReadOnlyList<Diagnosis> Read(Hl7Message message)
    {
        var found = new List<(int Priority, Hl7Segment Segment)>();
        foreach (var dg1 in message.All("DG1"))
        {
            // DG1-21 D: the sender takes the diagnosis back.
            if (dg1.Short(21) != "D")
            {
                var said = int.TryParse(dg1.Short(15), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) && priority > 0;
                found.Add((said ? priority : RankMax, dg1));
            }
        }

        return [.. found.OrderBy(f => f.Priority).Select((f, i) => One(f.Segment, i + 1))];
    }

    /// <summary>Who found it, where and when: fields of the national dictionary that the model does not name.</summary>
    public static IEnumerable<Extension> Facts(Hl7Message message, IReadOnlyList<Diagnosis> diagnoses, VisitFacts visit)
    {
        var dg1 = message.First("DG1");
        for (var row = 0; row < diagnoses.Count; row++)
        {
            var at = dg1?.TimeOrNull(5) ?? visit.HappenedAt;
            yield return new Extension("diseinfo", row, "diag_dept", visit.DepartmentName);
            yield return new Extension("diseinfo", row, "dise_dor_no", visit.Doctor);
            yield return new Extension("diseinfo", row, "dise_dor_name", visit.DoctorName);
            yield return new Extension("diseinfo", row, "diag_time", at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
            yield return new Extension("diseinfo", row, "maindiag_flag", row == 0 ? "1" : "0");
        }
    }

    // Coding systems TCM and TCMS are the national code of Chinese medicine: disease and syndrome.
    private static Diagnosis One(Hl7Segment dg1, int rank) => new()
    {
        Type = dg1.Short(3, 3) switch
        {
            "TCM" => "2",
            "TCMS" => "3",
            _ => "1",
        },
        Rank = rank,
        Code = dg1.Need(3, 1, 20),
        Name = dg1.Short(3, 2, 100) is { Length: > 0 } name ? name : dg1.Need(4, 1, 100),
    };
}
