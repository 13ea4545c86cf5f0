using System.Globalization;
using System.Text;
using Hub.Adapters.Hl7v2.Inbound;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;

namespace Hub.Adapters.Hl7v2.Tests;

/// <summary>
/// Every file of ../shared/data/hl7v2, through the whole door: its outcome is in expected-outcomes.csv (HUB_APPROVE=1 writes it anew, to be
/// reviewed), and what the index says independently of us must hold.
/// </summary>
public sealed class When_third_party_samples_come
{
    private const string Outcomes = "tests/adapters/Hl7v2/expected-outcomes.csv";

    private sealed record Sample(string File, string Type, string Version, string Flags, int Segments, string Zs);

    [Fact]
    public async Task Should_give_each_file_its_expected_outcome()
    {
        var folder = SharedFiles.Require("data/hl7v2");
        var lines = new List<string> { "file,outcome" };
        foreach (var sample in Index(folder))
        {
            lines.Add(sample.File + "," + await OutcomeAsync(File.ReadAllBytes(Path.Combine(folder, sample.File))));
        }

        var path = Path.Combine(SharedFiles.Repository, Outcomes);
        if (Environment.GetEnvironmentVariable("HUB_APPROVE") == "1")
        {
            File.WriteAllLines(path, lines);
        }

        Assert.Equal(File.ReadAllLines(path), lines);
    }

    [Fact]
    public void Should_read_types_versions_and_segments_as_the_index_has_them()
    {
        var folder = SharedFiles.Require("data/hl7v2");
        int read = 0, wrong = 0;
        foreach (var sample in Index(folder).Where(s => s.Type.Length > 0 && !s.Flags.Contains("messages", StringComparison.Ordinal) && !s.Flags.Contains("batch", StringComparison.Ordinal)))
        {
            Hl7Message message;
            try
            {
                message = MessageReader.Read(File.ReadAllBytes(Path.Combine(folder, sample.File)), Charset.Utf8, WireLimits.Default);
            }
            catch (WireRefusedException)
            {
                wrong++;
                continue;
            }

            read++;
            var type = sample.Type.Replace(message.Header.Delimiters.Component, '^');
            Assert.True(type.StartsWith(message.Header.Kind, StringComparison.Ordinal), sample.File);
            Assert.True(sample.Version.StartsWith(message.Header.Version, StringComparison.Ordinal), sample.File);
            Assert.True(sample.Segments == message.Segments.Count, $"{sample.File}: {message.Segments.Count} segments, the index has {sample.Segments}");
            foreach (var name in sample.Zs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Assert.NotNull(message.First(name));
            }
        }

        Assert.True(read > 150 && wrong < 60, $"{read} read, {wrong} refused");
    }

    [Fact]
    public async Task Should_refuse_what_a_fuzzer_made()
    {
        var folder = SharedFiles.Require("data/hl7v2/nhapi-bad-inputs");
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            Assert.DoesNotContain("AA", await OutcomeAsync(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Outcomes as <c>AA</c> or <c>AR HL7-1202</c>, one per message, with a sender who may say everything that is not against the rules of reading.
    /// </summary>
    private static async Task<string> OutcomeAsync(byte[] bytes)
    {
        if (bytes.Length > 0 && bytes[0] == 0x0B)
        {
            bytes = bytes[1..].AsSpan().TrimEnd("\u001c\r\n"u8).ToArray();
        }

        var header = MessageReader.Peek(First(bytes), Charset.Utf8);
        await using var door = new Door(options =>
        {
            options.Senders[0].Application = header?.Application ?? "none";
            options.Senders[0].Facility = header?.Facility ?? "";
            options.Senders[0].Versions = "*";
            options.Senders[0].ProcessingIds = "P,T,D,";
        });
        var answers = await door.AskAsync(bytes);
        if (answers.Count == 0)
        {
            return "none";
        }

        return string.Join(' ', answers.SelectMany(a => Parts(a.Bytes)));
    }

    private static ReadOnlySpan<byte> First(byte[] bytes)
    {
        var at = bytes.AsSpan().IndexOf("MSH"u8);
        return at < 0 ? bytes : bytes.AsSpan(at);
    }

    private static IEnumerable<string> Parts(byte[] answer)
    {
        // A batch answer is divided by the same rule as a batch; signs of the sender may be anything.
        foreach (var message in Batch.Divide(answer, WireLimits.Default).Messages)
        {
            var one = new Answer(message.ToArray());
            yield return one.Error.Length == 0 ? one.Code : one.Code + " " + one.Error;
        }
    }

    private static IEnumerable<Sample> Index(string folder)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, "index.csv")).Skip(1))
        {
            var field = Fields(line);
            yield return new Sample(field[0], field[1], field[2], field[7], int.TryParse(field[8], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0, field[6]);
        }
    }

    private static List<string> Fields(string line)
    {
        var fields = new List<string>();
        var current = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
        {
            if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                fields.Add(current.ToString());
                current.Clear();
            }
            else
            {
                current.Append(c);
            }
        }

        fields.Add(current.ToString());
        return fields;
    }
}
