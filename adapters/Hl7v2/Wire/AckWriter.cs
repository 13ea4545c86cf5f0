using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>One thing that an answer says about the message, besides yes or no.</summary>
/// <param name="Condition">HL7 table 0357.</param>
/// <param name="Severity">E error, I information.</param>
/// <param name="Code">ERR-5: code of the error catalogue.</param>
/// <param name="English">ERR-7.</param>
/// <param name="Chinese">ERR-8.</param>
/// <param name="Where">Where; null when the whole message is meant.</param>
public sealed record AckNote(int Condition, string Severity, string Code, string English, string Chinese, Violation? Where = null)
{
    /// <summary>A note of the catalogue.</summary>
    public static AckNote Of(Violation violation)
    {
        ArgumentNullException.ThrowIfNull(violation);
        var (error, place) = (violation.Error, violation.Place.Length == 0 ? "" : violation.Place + ": ");
        return new AckNote(error.Condition, "E", error.Code, place + error.Rule, place + error.ChineseRule + "，" + error.Fix, violation);
    }
}

/// <summary>
/// Acknowledgements: MSH, MSA, ERR and what follows. Up to 2.4 ERR has one field (ELD) and the text stands in MSA-3; from 2.5 on ERR-2 is the
/// place, ERR-3 table 0357, ERR-5 the hub's code, ERR-7 and ERR-8 the text. Pure: the same facts give the same bytes.
/// </summary>
public static class AckWriter
{
    private const int TextMax = 200;

    /// <summary>An acknowledgement in the sender's signs, version and character set.</summary>
    /// <param name="to">Header of the message that is answered.</param>
    /// <param name="code">MSA-1: AA, AE, AR, CA, CE or CR.</param>
    /// <param name="notes">What is said about it.</param>
    /// <param name="at">MSH-7.</param>
    /// <param name="structure">MSH-9 of the answer; empty: ACK.</param>
    /// <param name="expected">MSA-4, the sequence number that is expected; empty for none.</param>
    /// <param name="rest">Writes what follows ERR.</param>
    public static byte[] Write(
        MessageHeader to, string code, IReadOnlyList<AckNote> notes, DateTimeOffset at, string structure = "", string expected = "",
        Action<SegmentText>? rest = null)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(notes);
        var text = new SegmentText(to.Delimiters);
        var version = to.Version.Length is > 0 and <= 8 ? to.Version : "2.5.1";
        var modern = IsModern(version);
        var type = structure.Length > 0
            ? text.Composite(structure.Split('^'))
            : modern ? text.Composite("ACK", to.Event, "ACK") : text.Composite("ACK", version == "2.3" ? "" : to.Event);
        text.AddHeader(
            "MSH", to.ReceivingApplication, to.ReceivingFacility, to.Application, to.Facility, Hl7Time.Write(at), "", type, ControlId(to, code, at),
            to.Processing.Length is 1 ? to.Processing : "P", version, "", "", Mode(to, code), Mode(to, code), "", Declared(to));
        var first = notes.Count == 0 ? "" : Cut("[" + notes[0].Code + "] " + notes[0].English + " " + notes[0].Chinese);
        text.Add("MSA", code, to.ControlId, modern ? "" : first, expected);
        if (notes.Count > 0 && modern)
        {
            foreach (var note in notes)
            {
                text.Add("ERR", "", Place(text, note), text.Composite(Number(note.Condition), Meaning(note.Condition), "HL70357"), note.Severity,
                    text.Composite(note.Code, Cut(note.English), "L"), "", Cut(note.English), Cut(note.Chinese));
            }
        }
        else if (notes.Any(n => n.Severity == "E"))
        {
            text.Add("ERR", text.Repeated(notes.Where(n => n.Severity == "E").Select(note => Old(text, note))));
        }

        rest?.Invoke(text);
        return to.Charset.Encode(text.ToString());
    }

    /// <summary>From 2.5 on ERR is taken apart.</summary>
    public static bool IsModern(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return !(version.StartsWith("2.1", StringComparison.Ordinal) || version.StartsWith("2.2", StringComparison.Ordinal)
            || version.StartsWith("2.3", StringComparison.Ordinal) || version.StartsWith("2.4", StringComparison.Ordinal));
    }

    /// <summary>MSH-10 of an answer: from what is answered, so that a repeat has the same; 20 characters, as 2.3 allows.</summary>
    public static string ControlId(MessageHeader to, string code, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(to);
        var facts = string.Join(
            '\u001f', to.Application, to.Facility, to.Kind, to.ControlId, code, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        return "H" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 10))[..19];
    }

    // The sender's own word for the set, unless it is no word for the set the answer is in.
    private static string Declared(MessageHeader to) =>
        to.DeclaredCharset.Length == 0 || Charset.Find(to.DeclaredCharset) == to.Charset ? to.DeclaredCharset : to.Charset.Name;

    // An answer asks for no answer; a system in original mode is not told of another mode.
    private static string Mode(MessageHeader to, string code) => to.Enhanced || code[0] == 'C' ? "NE" : "";

    private static Hl7Field Place(SegmentText text, AckNote note) => note.Where is { Segment.Length: > 0 } v
        ? text.Composite(
            v.Segment, Number(v.Sequence), v.Field > 0 ? Number(v.Field) : "", v.Component > 0 ? "1" : "", v.Component > 0 ? Number(v.Component) : "")
        : "";

    private static Hl7Field Old(SegmentText text, AckNote note)
    {
        var where = note.Where;
        var parts = text.Composite(
            where?.Segment ?? "", where is { Segment.Length: > 0 } ? Number(where.Sequence) : "", where is { Field: > 0 } ? Number(where.Field) : "");
        var d = text.Delimiters;
        var code = string.Join(d.Subcomponent == '\0' ? ' ' : d.Subcomponent, Number(note.Condition), Escapes.Escape(Meaning(note.Condition), d), "HL70357");
        return new Hl7Field(parts.Text + new string(d.Component, 3 - parts.Text.Count(c => c == d.Component)) + code, IsReady: true);
    }

    private static string Meaning(int condition) => condition switch
    {
        0 => "Message accepted",
        100 => "Segment sequence error",
        101 => "Required field missing",
        102 => "Data type error",
        103 => "Table value not found",
        200 => "Unsupported message type",
        201 => "Unsupported event code",
        202 => "Unsupported processing id",
        203 => "Unsupported version id",
        204 => "Unknown key identifier",
        205 => "Duplicate key identifier",
        206 => "Application record locked",
        _ => "Application internal error",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length <= TextMax ? text : text[..TextMax];
}
