using System.Globalization;
using System.Text;

namespace Hub.Adapters.Hl7v2.Wire;

/// <summary>
/// The content of one frame: a message, several messages without headers between them, or a batch (HL7 2.5.1 ch. 2.10.3):
/// <c>[FHS] {BHS {MSH …} BTS} [FTS]</c>. Header and trailer go in pairs, and a count that a trailer says must be true: half a file is
/// no batch. Nothing is processed before the whole was counted.
/// </summary>
public sealed class Batch
{
    private Batch()
    {
    }

    /// <summary>The messages in their order.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Messages { get; init; }

    /// <summary>It has a BHS or an FHS: the answer is a batch too.</summary>
    public bool HasHeader { get; init; }

    /// <summary>It has an FHS.</summary>
    public bool HasFile { get; init; }

    /// <summary>BHS-11 (FHS-11) of the sender.</summary>
    public string ControlId { get; init; } = "";

    /// <summary>Divides a frame. Throws <see cref="WireRefusedException"/> for a batch that is not whole.</summary>
    public static Batch Divide(ReadOnlyMemory<byte> frame, WireLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var start = MessageReader.StartOf(frame.Span, out _);
        var lines = Marks(frame.Span, start);
        if (lines.Count <= 1 && (lines.Count == 0 || lines[0].Name == "MSH"))
        {
            return new Batch { Messages = [frame] };
        }

        var reading = new Reading(frame, limits);
        for (var i = 0; i < lines.Count; i++)
        {
            reading.Take(lines[i].Name, lines[i].At, i + 1 < lines.Count ? lines[i + 1].At : frame.Length);
        }

        return reading.Finish();
    }

    private static List<(string Name, int At)> Marks(ReadOnlySpan<byte> bytes, int start)
    {
        var marks = new List<(string, int)>();
        for (var at = start; at < bytes.Length;)
        {
            var line = bytes[at..];
            if (line.Length >= 4 && !char.IsAsciiLetterOrDigit((char)line[3]))
            {
                var name = line.StartsWith("MSH"u8) ? "MSH" : line.StartsWith("BHS"u8) ? "BHS" : line.StartsWith("BTS"u8) ? "BTS"
                    : line.StartsWith("FHS"u8) ? "FHS" : line.StartsWith("FTS"u8) ? "FTS" : null;
                if (name is not null)
                {
                    marks.Add((name, at));
                }
            }
            else if (line.Length >= 3 && (line[..3].SequenceEqual("BTS"u8) || line[..3].SequenceEqual("FTS"u8)))
            {
                marks.Add((Encoding.ASCII.GetString(line[..3]), at));
            }

            var end = line.IndexOfAny((byte)'\r', (byte)'\n');
            at = end < 0 ? bytes.Length : at + end + 1;
        }

        return marks;
    }

    private sealed class Reading(ReadOnlyMemory<byte> frame, WireLimits limits)
    {
        private readonly List<ReadOnlyMemory<byte>> messages = [];
        private bool file;
        private bool open;
        private bool closed;
        private int batches;
        private int inBatch;
        private string controlId = "";

        public void Take(string name, int from, int to)
        {
            var line = frame[from..to];
            switch (name)
            {
                case "FHS":
                    Need(!file && !open && batches == 0 && messages.Count == 0, name);
                    file = true;
                    controlId = Field(line.Span, 11);
                    break;
                case "BHS":
                    Need(!open && !closed, name);
                    Need(batches > 0 || messages.Count == 0, name);
                    open = true;
                    inBatch = 0;
                    controlId = Field(line.Span, 11) is { Length: > 0 } own ? own : controlId;
                    break;
                case "MSH":
                    Need(!closed && (open || batches == 0), name);
                    inBatch++;
                    messages.Add(line);
                    if (messages.Count > limits.BatchMessages)
                    {
                        throw new WireRefusedException(new Violation(Hl7v2ErrorCodes.TooManySegments, "MSH", messages.Count));
                    }

                    break;
                case "BTS":
                    Need(open, name);
                    Counts(line.Span, name, inBatch);
                    open = false;
                    batches++;
                    break;
                default:
                    Need(file && !open && !closed, name);
                    Counts(line.Span, name, batches);
                    closed = true;
                    break;
            }
        }

        public Batch Finish()
        {
            Need(!open && file == closed, "BTS");
            return new Batch { Messages = messages, HasHeader = file || batches > 0, HasFile = file, ControlId = controlId };
        }

        private static void Need(bool holds, string name)
        {
            if (!holds)
            {
                throw new WireRefusedException(new Violation(Hl7v2ErrorCodes.BatchShape, name));
            }
        }

        private static void Counts(ReadOnlySpan<byte> line, string name, int found)
        {
            var said = Field(line, 1);
            if (said.Length > 0 && (!int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number != found))
            {
                throw new WireRefusedException(new Violation(Hl7v2ErrorCodes.BatchCount, name, 1, 1));
            }
        }

        // BHS-1 is the sign itself, so field 11 is behind the tenth sign; BTS-1 is behind the first.
        private static string Field(ReadOnlySpan<byte> line, int number)
        {
            var end = line.IndexOfAny((byte)'\r', (byte)'\n');
            line = end < 0 ? line : line[..end];
            if (line.Length < 4)
            {
                return "";
            }

            var sign = line[3];
            for (var i = line[0] != 0 && line[1] == 'H' ? 1 : 0; i < number; i++)
            {
                var next = line.IndexOf(sign);
                if (next < 0)
                {
                    return "";
                }

                line = line[(next + 1)..];
            }

            var stop = line.IndexOf(sign);
            var value = Encoding.Latin1.GetString(stop < 0 ? line : line[..stop]).Trim();
            return value.Length <= 120 && value.All(c => c is >= ' ' and < '\x7f' and not ('^' or '~' or '&' or '\\')) ? value : "";
        }
    }
}
