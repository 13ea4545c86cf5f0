using System.Globalization;
using System.Text.Json;
using Hub.Host.Logs;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Hub.Host.Tests;

public sealed class When_a_log_line_holds_personal_data
{
    // Canaries: synthetic, with valid shapes.
    public static TheoryData<string> Canaries => new()
    {
        "430102199003077413", "43010219900307741X", "430102900307741", "13807310001", "6222021901001234567", "43000011100000004213",
        "张三", "欧阳·娜娜", "长沙市岳麓区麓山南路932号",
    };

    [Theory]
    [MemberData(nameof(Canaries))]
    public void Should_not_let_it_out_of_a_property(string canary) =>
        Assert.DoesNotContain(Person(canary), Written(log => log.Information("Refused {Reason}", "psn " + canary + " unknown")), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Canaries))]
    public void Should_not_let_it_out_of_an_exception(string canary) =>
        Assert.DoesNotContain(
            Person(canary),
            Written(log => log.Error(new InvalidOperationException("outer", new FormatException($"cannot read '{canary}'")), "Failed")),
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Canaries))]
    public void Should_not_let_it_out_of_a_structured_value(string canary) =>
        Assert.DoesNotContain(
            Person(canary), Written(log => log.Information("Got {@Payload}", new { psn_name = canary, certno = canary })), StringComparison.Ordinal);

    [Fact]
    public void Should_not_let_an_identity_number_out_that_is_a_number()
    {
        var line = Written(log => log.Information("Got {Value} and {Telephone}", 430102199003077413L, 13807310001L));
        Assert.DoesNotContain("430102199003077413", line, StringComparison.Ordinal);
        Assert.DoesNotContain("13807310001", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Should_stay_one_json_object_a_line()
    {
        var line = Written(log => log.Error(new FormatException("张三 430102199003077413"), "Got {A} {B} {C}", 430102199003077413L, "李四", "13807310001"));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind);
        Assert.Equal('\n', line[^1]);
        Assert.Equal(1, line.Count(c => c == '\n'));
    }

    [Fact]
    public void Should_keep_ids_counts_and_times()
    {
        var line = Written(log => log.Information(
            "Message {Id} of {Partner} {Key} {Digest} in {Milliseconds}",
            7_412_345_678_901_234_567L,
            "H43010000001",
            "H43010000001202611220915270001",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            12));
        foreach (var kept in new[] { "7412345678901234567", "H43010000001202611220915270001", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "12" })
        {
            Assert.Contains(kept, line, StringComparison.Ordinal);
        }
    }

    // Of an address the house number alone says nothing: what must not come out is the text before it.
    private static string Person(string canary) => canary.Contains('路', StringComparison.Ordinal) ? "麓山南路" : canary;

    private static string Written(Action<Serilog.ILogger> write)
    {
        var sink = new Lines();
        using var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(sink).CreateLogger();
        write(logger);
        return sink.Text;
    }

    private sealed class Lines : ILogEventSink
    {
        private readonly RedactingFormatter formatter = new();

        internal string Text { get; private set; } = "";

        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter(CultureInfo.InvariantCulture);
            formatter.Format(logEvent, line);
            Text += line;
        }
    }
}
