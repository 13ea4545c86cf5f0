using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Translation;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Tests;

/// <summary>
/// Measures, and runs only when asked: <c>HUB_HL7_BENCH=1</c> reads, checks and translates messages on one core and says how many a second, beside
/// what copying memory gives there.
/// </summary>
public sealed class Bench
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    [Fact]
    public void Should_say_how_many_messages_one_core_reads()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("HUB_HL7_BENCH")), "runs with HUB_HL7_BENCH=1");
        var rules = new SenderRules(Door.Sender());
        var origin = new Origin
        {
            Partner = Door.Partner, Channel = "hl7v2", Kind = "DFT^P03", Key = "1", Institution = Door.Partner, TreatmentDivision = "430100",
            SentAt = new DateTime(2026, 6, 9),
        };
        var now = new DateTime(2026, 6, 9);
        var claim = Encoding.UTF8.GetBytes(Texts.Claim("B1"));
        var gbk = Charset.Gbk.Encode(Texts.Versioned("DFT^P03", "B2", "2.5.1", "||||||GBK", Texts.Pid, Texts.Visit, Texts.Charge, Texts.Diagnosis, "ZSL|12.50|Y|S"));
        var source = new byte[64 << 20];
        var target = new byte[64 << 20];
        Time("copying memory", source.Length, () => source.CopyTo(target, 0));
        Time("read and check, UTF-8", claim.Length, () => MessageReader.Read(claim, Charset.Utf8, WireLimits.Default));
        Time("read, check and translate to a claim, UTF-8", claim.Length, () => Commands.Read(MessageReader.Read(claim, Charset.Utf8, WireLimits.Default), rules, origin, now));
        Time("read, check and translate to a claim, GBK", gbk.Length, () => Commands.Read(MessageReader.Read(gbk, Charset.Utf8, WireLimits.Default), rules, origin, now));
    }

    private static void Time(string what, int bytes, Action act)
    {
        for (var i = 0; i < 3; i++)
        {
            act();
        }

        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < Length)
        {
            act();
            count++;
        }

        var rate = count / watch.Elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {rate:#,0} a second of {bytes:#,0} bytes, {rate * bytes / (1 << 20):#,0} MiB/s"));
    }
}
