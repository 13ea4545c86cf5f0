namespace Hub.Adapters.Hl7v2.Tests.Support;

/// <summary>Synthetic messages.</summary>
internal static class Texts
{
    public const string Pid = "PID|1||430102199001011234^^^^NI~C0001^SN9^^^HC||张^三||19900101|M";
    public const string Visit = "PV1|1|O|0301^^^^^^^^内科||||D001^王^医生|||||||||||11|MZ0001|||||||||||||||||||||||||20260609080000";
    public const string Diagnosis = "DG1|1||J06.900^急性上呼吸道感染^ICD10|||A";
    public const string Charge = "FT1|1|F1|B1|20260609083000||CG|XA01^阿莫西林^NHSA^Y01^阿莫西林^L|||2|12.50&CNY|6.25&CNY";

    public static string Message(string kind, string id, params string[] segments) => Versioned(kind, id, "2.5.1", "", segments);

    public static string Versioned(string kind, string id, string version, string tail, params string[] segments) =>
        $"MSH|^~\\&|HIS|H1|HUB|BUREAU|20260609083000||{kind}|{id}|P|{version}{tail}\rEVN|{(kind.Contains('^', StringComparison.Ordinal) ? kind.Split('^')[1] : "")}|20260609083000\r"
        + string.Concat(segments.Select(s => s + "\r"));

    public static string Registration(string id) => Message("ADT^A04^ADT_A01", id, Pid, Visit);

    public static string Claim(string id, string total = "12.50") => Message("DFT^P03^DFT_P03", id, Pid, Visit, Charge, Diagnosis, $"ZSL|{total}|Y|S");
}
