using Hub.Adapters.Front.Wire;
using Hub.Canonical;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Front.Translation;

/// <summary>Whose record it is, as proven, and what the file does not say.</summary>
/// <param name="Partner">Proven institution.</param>
/// <param name="TreatmentDivision">mdtrtarea_admvs of its records.</param>
/// <param name="At">When it arrived, local time UTC+8.</param>
public sealed record FrontSender(string Partner, string TreatmentDivision, DateTime At);

/// <summary>A record's checked rows as the canonical command. Pure: no I/O, no clock.</summary>
public static class FrontTranslation
{
    private const char Separator = '|';

    /// <summary>The command of a record.</summary>
    /// <exception cref="FrontRefusedException">A field is not as its column says.</exception>
    public static ICommand ToCommand(FrontRecord record, IReadOnlyList<FrontFields> rows, FrontSender sender)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(sender);
        var head = rows[0];
        return head.TextOrNull("fixmedins_code") is { } code && code != sender.Partner
            ? throw new FrontRefusedException(FrontErrorCodes.OtherInstitution, head.Line, "fixmedins_code")
            : record.IsClaim ? Claim(record, rows, head, sender) : Sale(record, rows, head, sender);
    }

    private static SubmitClaim Claim(FrontRecord record, IReadOnlyList<FrontFields> rows, FrontFields head, FrontSender sender) => new()
    {
        Origin = OriginOf(record, sender, FrontAdapter.ClaimKind) with { Visit = head.Text(FrontColumns.Visit) },
        Setting = head.Text("visit_type") switch
        {
            "O" => CareSetting.Outpatient,
            "I" => CareSetting.Inpatient,
            _ => throw head.Wrong("visit_type"),
        },
        Trial = head.Flag("trial_flag", otherwise: false),
        Person = PersonOf(head, null),
        Credential = CredentialOf(head),
        InsuranceType = head.Text("insutype"),
        MedicalCategory = head.Text("med_type"),
        VisitNumber = head.Text(FrontColumns.Visit),
        BeginsAt = head.Time("begntime"),
        EndsAt = head.TimeOrNull("endtime"),
        DepartmentCode = head.Text("dept_code"),
        DepartmentName = head.Text("dept_name"),
        Practitioner = head.Text("atddr_no"),
        PractitionerName = head.Text("dr_name"),
        Diagnoses = Diagnoses(head),
        Lines = [.. rows.Select(LineOf)],
        Total = new Money(head.Fen("medfee_sumamt")),
        UsePersonalAccount = head.Flag("acct_used_flag", otherwise: true),
        Extensions = LineExtensions(rows, "feedetail"),
    };

    private static Settle Sale(FrontRecord record, IReadOnlyList<FrontFields> rows, FrontFields head, FrontSender sender)
    {
        _ = head.Time("begntime");
        return new Settle
        {
            Origin = OriginOf(record, sender, FrontAdapter.SaleKind),
            Setting = CareSetting.Pharmacy,
            Trial = false,
            Person = PersonOf(head, head.Text("psn_no")),
            Credential = CredentialOf(head),
            InsuranceType = head.Text("insutype"),
            MedicalCategory = head.TextOrNull("med_type") ?? "41",
            Total = new Money(head.Fen("medfee_sumamt")),
            UsePersonalAccount = head.Flag("acct_used_flag", otherwise: true),
            Lines = [.. rows.Select(LineOf)],
            Extensions =
            [
                .. Extensions(head, "druginfo", 0, "begntime", "psn_type", "invono", "dise_codg", "dise_name"), .. LineExtensions(rows, "drugdetail"),
            ],
        };
    }

    private static Origin OriginOf(FrontRecord record, FrontSender sender, string kind) => new()
    {
        Partner = sender.Partner,
        Channel = FrontAdapter.Channel,
        Kind = kind,
        Key = record.MessageId,
        Institution = sender.Partner,
        TreatmentDivision = sender.TreatmentDivision,
        SentAt = sender.At,
    };

    private static Person PersonOf(FrontFields head, string? number)
    {
        var credentialIsCard = head.Text("mdtrt_cert_type") == CredentialTypes.ResidentIdCard;
        return new Person
        {
            Number = number,
            Name = head.Text("psn_name"),
            DocumentType = head.TextOrNull("psn_cert_type") ?? (credentialIsCard ? DocumentTypes.ResidentIdCard : null),
            DocumentNumber = head.TextOrNull("certno") ?? (credentialIsCard ? head.Text("mdtrt_cert_no") : null),
        };
    }

    private static Credential CredentialOf(FrontFields head) => new()
    {
        Type = head.Text("mdtrt_cert_type"), Number = head.Text("mdtrt_cert_no"), CardSerial = head.TextOrNull("card_sn"),
    };

    /// <summary>Several diagnoses stand in one cell, the main one first.</summary>
    private static Diagnosis[] Diagnoses(FrontFields head)
    {
        var (codes, names) = (head.Text("diag_code").Split(Separator), head.Text("diag_name").Split(Separator));
        if (codes.Length != names.Length || codes.Any(c => c.Length is 0 or > 20) || names.Any(n => n.Length is 0 or > 100))
        {
            throw head.Wrong("diag_code");
        }

        var type = head.TextOrNull("diag_type") ?? "1";
        return [.. codes.Select((code, i) => new Diagnosis { Type = type, Rank = i + 1, Code = code, Name = names[i] })];
    }

    private static FeeLine LineOf(FrontFields row) => new()
    {
        SerialNumber = row.Text("feedetl_sn"),
        ReturnsSerialNumber = row.TextOrNull("init_feedetl_sn"),
        CatalogueCode = row.Text("med_list_codg"),
        InstitutionCode = row.Text("medins_list_codg"),
        OccurredAt = row.Time("fee_ocur_time"),
        Quantity = row.Number("cnt", 4),
        UnitPrice = row.Number("pric", 6),
        Amount = new Money(row.Fen("det_item_fee_sumamt")),
    };

    private static IEnumerable<Extension> Extensions(FrontFields row, string node, int number, params string[] columns) => columns
        .Where(column => row.Text(column).Length > 0)
        .Select(column => new Extension(node, number, column, row.Text(column)));

    private static Extension[] LineExtensions(IReadOnlyList<FrontFields> rows, string node) =>
        [.. rows.SelectMany((row, i) => Extensions(row, node, i, "rxno", "rx_circ_flag", "memo"))];
}
