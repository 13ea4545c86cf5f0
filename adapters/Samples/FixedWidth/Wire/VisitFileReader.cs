using System.Text;

namespace Hub.Adapters.Samples.FixedWidth.Wire;

/// <summary>Bytes to records. Pure; throws <see cref="FileRefusedException"/> and nothing else, whatever the bytes are.</summary>
public static class VisitFileReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static VisitFile Read(ReadOnlySpan<byte> bytes)
    {
        var lines = Lines(bytes);
        if (lines.Length < 4 || lines[0] is not ['H', ..] || lines[1] is not ['V', ..] || lines[^1] is not ['T', ..])
        {
            throw new FileRefusedException(FixedWidthErrorCodes.Record, lines.Length, "type");
        }

        var end = new ColumnReader(lines[^1], lines.Length);
        if (end.Whole("count", 6) != lines.Length - 1)
        {
            throw new FileRefusedException(FixedWidthErrorCodes.Count, lines.Length, "count");
        }

        var head = new ColumnReader(lines[0], 1);
        var (id, institution, sent) = (head.Text("message id", 20), head.Text("institution", 12), head.Time("sent"));
        var diagnoses = new List<DiagnosisRecord>();
        var fees = new List<LineRecord>();
        for (var i = 2; i < lines.Length - 1; i++)
        {
            switch (lines[i])
            {
                case ['D', ..] when fees.Count == 0:
                    diagnoses.Add(Diagnosis(new ColumnReader(lines[i], i + 1)));
                    break;
                case ['L', ..]:
                    fees.Add(Line(new ColumnReader(lines[i], i + 1)));
                    break;
                default:
                    throw new FileRefusedException(FixedWidthErrorCodes.Record, i + 1, "type");
            }
        }

        return new VisitFile
        {
            MessageId = id, Institution = institution, SentAt = sent, Visit = Visit(new ColumnReader(lines[1], 2)), Diagnoses = diagnoses, Lines = fees,
        };
    }

    /// <summary>The message id of a file that may be broken elsewhere; null when even that cannot be read.</summary>
    public static string? MessageIdOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Lines(bytes) is [['H', ..] head, ..] ? new ColumnReader(head, 1).Text("message id", 20) : null;
        }
        catch (FileRefusedException)
        {
            return null;
        }
    }

    private static string[] Lines(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes).TrimEnd('\n').Split('\n');
        }
        catch (DecoderFallbackException)
        {
            throw new FileRefusedException(FixedWidthErrorCodes.NotUtf8, 0, "file");
        }
    }

    private static VisitRecord Visit(ColumnReader r) => new(
        r.Text("visit", 20),
        r.Text("setting", 1) is ['O' or 'I'] setting ? setting[0] : throw new FileRefusedException(FixedWidthErrorCodes.Column, 2, "setting"),
        r.Time("begins"), r.TimeOrNull("ends"), r.Text("insutype", 6), r.Text("med_type", 6), r.Text("credential type", 2), r.Text("credential no.", 30),
        r.Text("department", 10, needed: false), r.Text("doctor", 14, needed: false), r.Whole("total", 12), r.Rest());

    private static DiagnosisRecord Diagnosis(ColumnReader r) => new(r.Text("diag_type", 1), (int)r.Whole("rank", 2), r.Text("code", 20), r.Rest());

    private static LineRecord Line(ColumnReader r) => new(
        r.Text("serial", 20), r.Text("catalogue", 30), r.Text("own code", 20), r.Time("at"), r.Decimal("quantity", 12, 4), r.Decimal("price", 14, 6),
        r.Whole("amount", 12));
}
