namespace Hub.Adapters.Samples.FixedWidth.Wire;

/// <summary>
/// One exported visit. UTF-8, lines end with LF, columns are counted in characters and padded with spaces on the right (numbers with
/// zeros on the left); the last column of a record is as long as it is.
/// <code>
/// H  message id 20 | institution 12 | sent 14 yyyyMMddHHmmss
/// V  visit 20 | setting 1 O/I | begins 14 | ends 14 or blank | insutype 6 | med_type 6 | credential type 2 | credential no. 30 | department 10
///    | doctor 14 | total 12 fen | name
/// D  diag_type 1 | rank 2 | code 20 | name                                                            (one or more)
/// L  serial 20 | catalogue 30 | own code 20 | at 14 | quantity 12, 4 decimals | price 14, 6 decimals | amount 12 fen, may be negative
/// T  number of records before it 6
/// </code>
/// Not supported: returns by original line, card serial numbers, trial settlements.
/// </summary>
public sealed record VisitFile
{
    public required string MessageId { get; init; }
    public required string Institution { get; init; }
    public required DateTime SentAt { get; init; }
    public required VisitRecord Visit { get; init; }
    public required IReadOnlyList<DiagnosisRecord> Diagnoses { get; init; }
    public required IReadOnlyList<LineRecord> Lines { get; init; }

    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(VisitFile)} {Institution} {MessageId}";
}

/// <summary>Record V.</summary>
public sealed record VisitRecord(
    string Visit, char Setting, DateTime BeginsAt, DateTime? EndsAt, string InsuranceType, string MedicalCategory, string CredentialType,
    string CredentialNumber, string Department, string Doctor, long TotalFen, string Name)
{
    /// <summary>Without personal data.</summary>
    public override string ToString() => $"{nameof(VisitRecord)} {Setting}";
}

/// <summary>Record D.</summary>
public sealed record DiagnosisRecord(string Type, int Rank, string Code, string Name);

/// <summary>Record L.</summary>
public sealed record LineRecord(string Serial, string Catalogue, string OwnCode, DateTime At, decimal Quantity, decimal Price, long AmountFen);
