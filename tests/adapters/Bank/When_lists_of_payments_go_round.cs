using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Hub.Adapters.Bank.Profiles;
using Hub.Adapters.Bank.Wire;
using Hub.Adapters.Bank.Wire.Text;
using Hub.Canonical;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_lists_of_payments_go_round
{
    private static readonly (string Profile, Func<BankProfile, BankProfile> Change)[] Forms =
    [
        ("iso20022", profile => profile), ("text-fixed", profile => profile), ("text-fixed", profile => profile with { IsCrLf = false }), ("text-delimited", profile => profile),
        ("text-delimited", profile => profile with { IsCrLf = false, IsInFen = true, Separator = '^' }),
    ];

    /// <summary>Any list of payments with any names reads back as it was, byte for byte the same when written again; FsCheck prints the seed of a failure.</summary>
    [Fact]
    public void Should_come_back_as_they_were() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var (name, change) = Forms[random.Next(Forms.Length)];
        using var format = Banks.Format(name, change);
        var lines = Enumerable.Range(1, random.Next(1, 12)).Select(number => Line(number, random)).ToList();
        var file = Banks.WriteAsync(format, lines, PaymentKind.Refund).GetAwaiter().GetResult();
        format.VerifyAsync(new MemoryStream(file), Banks.Header(lines, PaymentKind.Refund), CancellationToken.None).GetAwaiter().GetResult();
        var rows = Banks.ReadBackAsync(format, file).GetAwaiter().GetResult().OfType<PaymentRow>().ToList();
        Assert.Equal(
            lines.Select(line => (line.Number, line.Serial, line.Payee.Number, line.Payee.Holder, line.Payee.BankName, line.Payee.LineNumber ?? "", line.Amount.Fen, line.Purpose, line.Memo)),
            rows.Select(row => (row.Number, row.Serial, row.Account, row.Name, row.BankName, row.LineNumber, row.Amount, row.Purpose, row.Memo)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(600));

    private static PaymentLine Line(int number, Random random) => new()
    {
        Number = number,
        Serial = number.ToString(CultureInfo.InvariantCulture) + "S" + random.NextInt64().ToString(CultureInfo.InvariantCulture),
        Party = "x",
        Payee = new BankAccount
        {
            Number = random.NextInt64(1, long.MaxValue).ToString(CultureInfo.InvariantCulture),
            Holder = Text(random, 60, isNeeded: true),
            BankName = Text(random, 60, isNeeded: false),
            LineNumber = random.Next(2) == 0 ? null : "102100099996",
        },
        Amount = new Money(random.NextInt64(1, 100_000_000_000)),
        Purpose = random.Next(2) == 0 ? "" : "YL01",
        Memo = Text(random, 60, isNeeded: false),
    };

    // Any characters that fit: of ASCII, of two bytes, of four, of four outside of the basic plane; no separator, no space at an end.
    private static string Text(Random random, int bytesMax, bool isNeeded)
    {
        var text = new StringBuilder();
        var bytes = 0;
        var wanted = random.Next(isNeeded ? 1 : 0, 31);
        while (text.Length < wanted)
        {
            var character = random.Next(5) switch
            {
                0 => random.Next(0x20, 0x7F),
                1 => random.Next(0x4E00, 0xA000),
                2 => random.Next(0xA0, 0xD800),
                3 => random.Next(0xE000, 0xFFFE),
                _ => random.Next(0x10000, 0x110000),
            };
            var width = Gb(char.ConvertFromUtf32(character));
            if (bytes + width > bytesMax || character is '|' or '^')
            {
                break;
            }

            text.Append(char.ConvertFromUtf32(character));
            bytes += width;
        }

        var result = text.ToString().Trim(' ');
        return isNeeded && result.Length == 0 ? "某" : result;
    }

    private static int Gb(string character)
    {
        Assert.True(Gb18030.TryEncode(character, new byte[8], out var bytes));
        return bytes;
    }
}
