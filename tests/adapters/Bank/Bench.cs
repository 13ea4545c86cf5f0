using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hub.Canonical;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

/// <summary>
/// Measures, and runs only when asked: <c>HUB_BANK_BENCH=text-fixed</c> (or another profile) writes, verifies and reads a million lines and says
/// how long it took and what the process held at most. One profile a process, so that the figures are its own.
/// </summary>
public sealed class Bench
{
    private const int Lines = 1_000_000;

    [Fact]
    public async Task Should_say_how_fast_a_million_lines_are()
    {
        var profile = Environment.GetEnvironmentVariable("HUB_BANK_BENCH");
        Assert.SkipWhen(string.IsNullOrEmpty(profile), "runs with HUB_BANK_BENCH=<profile>");
        using var format = Banks.Format(profile!);
        var folder = Directory.CreateTempSubdirectory("hub-bank-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "pay");
            var header = Banks.Header([Banks.Line(1)]) with { Count = Lines, Total = new Money(Enumerable.Range(1, Lines).Sum(i => (long)Fen(i))) };
            await TimeAsync(profile + " write", file, async () =>
            {
                await using var output = File.Create(file);
                await format.WriteAsync(output, header, Payments(), CancellationToken.None);
            });
            await TimeAsync(profile + " verify", file, async () =>
            {
                await using var written = File.OpenRead(file);
                await format.VerifyAsync(written, header, CancellationToken.None);
            });
            var back = Path.Combine(folder.FullName, "ret");
            WriteReturn(profile!, back);
            await TimeAsync(profile + " read return", back, async () =>
            {
                await using var content = File.OpenRead(back);
                var sum = 0L;
                var count = 0;
                await foreach (var record in format.ReadAsync(Banks.Name(BankFileKind.Return, profile == "iso20022" ? ".xml" : ".txt"), content, CancellationToken.None))
                {
                    count += record is ReturnedLine ? 1 : 0;
                    sum += record is ReturnedLine line ? line.Result.Amount.Fen : 0;
                }

                Assert.Equal((Lines, header.Total.Fen), (count, sum));
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Fen(int number) => number % 90_000 + 1;

    private static async Task TimeAsync(string what, string file, Func<Task> act)
    {
        var watch = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        await act();
        using var process = Process.GetCurrentProcess();
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {watch.Elapsed.TotalSeconds:0.0} s, {(process.TotalProcessorTime - cpu).TotalSeconds:0.0} s of CPU, {new FileInfo(file).Length >> 20} MiB, peak {process.PeakWorkingSet64 >> 20} MiB");
        TestContext.Current.SendDiagnosticMessage(said);
        Console.WriteLine(said);
    }

#pragma warning disable CS1998 // Nothing to wait for: the lines are made here.
    private static async IAsyncEnumerable<PaymentLine> Payments()
    {
        for (var i = 1; i <= Lines; i++)
        {
            yield return Banks.Line(i, "张示例" + (i % 1000).ToString(CultureInfo.InvariantCulture), Fen(i));
        }
    }
#pragma warning restore CS1998

    private static void WriteReturn(string profile, string file)
    {
        using var output = File.Create(file);
        var digest = new IncrementalSm3();
        var encoding = profile == "iso20022" ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;
        var total = Enumerable.Range(1, Lines).Sum(i => (long)Fen(i));
        string Fixed(long value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");
        Put(profile switch
        {
            "text-fixed" => $"H01{Banks.Bureau}{Banks.BankType}{Banks.Batch,-35}RT20261129080000{Fixed(Lines, 8)}{Fixed(total, 18)}\r\n",
            "text-delimited" => $"H|1|{Banks.Bureau}|{Banks.BankType}|{Banks.Batch}|RT|20261129080000|{Lines}|{Yuan(total)}\r\n",
            _ => $"<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.11\"><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId><CreDtTm>2026-11-29T08:00:00</CreDtTm></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{Banks.Batch}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><OrgnlNbOfTxs>{Lines}</OrgnlNbOfTxs><GrpSts>ACSC</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{Banks.Batch}</OrgnlPmtInfId>\n",
        });
        for (var i = 1; i <= Lines; i++)
        {
            var (serial, fen) = ($"P20261128{i:00000000}", Fen(i));
            Put(profile switch
            {
                "text-fixed" => $"D{Fixed(i, 8)}{serial,-35}{"6222020000000000000",-34}{Fixed(fen, 18)}S{"B" + i,-35}20261129{"",-10}{"",-60}{Fixed(fen, 18)}\r\n",
                "text-delimited" => $"D|{i}|{serial}|6222020000000000000|{Yuan(fen)}|S|B{i}|20261129|||{Yuan(fen)}\r\n",
                _ => $"<TxInfAndSts><OrgnlInstrId>{i}</OrgnlInstrId><OrgnlEndToEndId>{serial}</OrgnlEndToEndId><TxSts>ACSC</TxSts><AcctSvcrRef>B{i}</AcctSvcrRef><OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">{Yuan(fen)}</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>\n",
            });
        }

        if (profile == "iso20022")
        {
            Put("</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");
            return;
        }

        Put(profile == "text-fixed"
            ? $"T{Fixed(Lines, 8)}{Fixed(total, 18)}{Fixed(Lines, 8)}{Fixed(total, 18)}" + string.Concat(Enumerable.Repeat(Fixed(0, 26), 3))
            : $"T|{Lines}|{Yuan(total)}|{Lines}|{Yuan(total)}|0|0.00|0|0.00|0|0.00|");
        output.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest.GetHashAndReset()) + "\r\n"));

        void Put(string text)
        {
            var bytes = encoding.GetBytes(text);
            digest.AppendData(bytes);
            output.Write(bytes);
        }
    }
}
