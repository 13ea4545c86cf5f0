using System.Text;
using Hub.Adapters.Bank.Wire;
using Hub.Canonical;
using Hub.Certs.Signatures;
using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

/// <summary>Whatever bytes come: records, or the defined refusal; and bytes that are taken say what the sound file said, unless they are sound themselves.</summary>
public sealed class When_bytes_of_bank_files_are_mutated
{
    private const int Seed = 20_261_128;
    private const int MutationsPerFile = 1_600;

    private static readonly byte[][] Sharp =
    [
        .. ((string[])["|", "\r", "\n", "\r\n", "\t", "\0", "H|", "D|", "T|", "-", "+", ".", "0", "9", " ", "<", ">", "</", "/>", "<!--", "<![CDATA[", "]]>", "<!DOCTYPE", "&amp;", "&#0;", "&x;", "CNY", "EUR", "\"", "Ccy"])
            .Select(Encoding.ASCII.GetBytes),
        [0x81], [0x30], [0xFF], [0x80], [0xEF, 0xBB, 0xBF], [0x84, 0x31, 0x95, 0x33], [0xE4, 0xB8, 0xAD],
    ];

    private static readonly (string Profile, BankFileKind Kind, Func<byte[]> File)[] Originals =
    [
        ("text-delimited", BankFileKind.Return, () => new TextBank(false).Return(("P1", 100_00, 'S'), ("P2", 50, 'F'), ("P3", 7, 'P')).Render()),
        ("text-fixed", BankFileKind.Return, () => new TextBank(true).Return(("P1", 100_00, 'S'), ("P2", 50, 'F'), ("P3", 7, 'R')).Render()),
        ("text-delimited", BankFileKind.Statement, () => new TextBank(false).Statement(-5, ("B1", -100_00, "P1", false, "示例"), ("B2", 1, "", true, "某")).Render()),
        ("text-fixed", BankFileKind.Statement, () => new TextBank(true).Statement(-5, ("B1", -100_00, "P1", false, "示例"), ("B2", 1, "", true, "某")).Render()),
        ("text-delimited", BankFileKind.Notification, () => new TextBank(false).Notice(("P1", 1), ("P2", 2)).Render()),
        ("text-fixed", BankFileKind.Notification, () => new TextBank(true).Notice(("P1", 1), ("P2", 2)).Render()),
        ("iso20022", BankFileKind.Return, () => IsoBank.Bytes(IsoBank.Status())),
        ("iso20022", BankFileKind.Return, () => CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(IsoBank.Status("10").Replace("UTF-8", "GB18030", StringComparison.Ordinal))),
        ("iso20022", BankFileKind.Statement, () => IsoBank.Bytes(IsoBank.Statement())),
        ("iso20022", BankFileKind.Notification, () => IsoBank.Bytes(IsoBank.Notice())),
    ];

    /// <summary>A text file carries a control value over every byte: no other byte string may pass at all.</summary>
    [Fact]
    public async Task Should_never_take_a_text_file_with_another_byte()
    {
        var random = new Random(Seed);
        foreach (var (profile, kind, file) in Originals.Where(original => original.Profile != "iso20022"))
        {
            using var format = Banks.Format(profile);
            var original = file();
            for (var i = 0; i < MutationsPerFile; i++)
            {
                var mutant = Mutate(original, random);
                if (await ReadAsync(format, mutant, kind, i) is not null)
                {
                    Assert.True(mutant.AsSpan().SequenceEqual(original), Say(i, mutant));
                }
            }
        }
    }

    /// <summary>XML carries none (its control file does): what is taken must be whole, and what its amounts and keys say is what stands in it.</summary>
    [Fact]
    public async Task Should_end_every_xml_file_in_records_that_add_up_or_in_the_defined_refusal()
    {
        var random = new Random(Seed);
        int taken = 0, refused = 0;
        foreach (var (profile, kind, file) in Originals.Where(original => original.Profile == "iso20022"))
        {
            using var format = Banks.Format(profile);
            var original = file();
            for (var i = 0; i < MutationsPerFile; i++)
            {
                var mutant = Mutate(original, random);
                if (await ReadAsync(format, mutant, kind, i) is not { } records)
                {
                    refused++;
                    continue;
                }

                taken++;
                Assert.IsType<BankFileOpening>(records[0]);
                Assert.Equal(records.Count(r => r is ReturnedLine or BookedLine), Assert.IsType<BankFileClosing>(records[^1]).Count);
                foreach (var statement in records.OfType<StatementOpening>())
                {
                    Assert.Equal(statement.Closing!.Value.Fen - statement.Opening!.Value.Fen, records.OfType<BookedLine>().Sum(line => line.Booking.Amount.Fen));
                }
            }
        }

        Assert.True(taken > 50 && refused > 3_000, $"{taken} taken, {refused} refused: the mutations are too blunt or too sharp");
    }

    /// <summary>With the control value made anew, as a bank that errs would: still never a crash, and what is taken adds up.</summary>
    [Fact]
    public async Task Should_end_every_text_file_with_a_right_control_value_in_the_same()
    {
        var random = new Random(Seed + 1);
        foreach (var (profile, kind, file) in Originals.Where(original => original.Profile != "iso20022"))
        {
            using var format = Banks.Format(profile);
            var original = file();
            for (var i = 0; i < MutationsPerFile / 4; i++)
            {
                var mutant = Resealed(Mutate(original, random));
                if (await ReadAsync(format, mutant, kind, i) is { } records)
                {
                    Assert.Equal(records.Count(r => r is ReturnedLine or BookedLine), Assert.IsType<BankFileClosing>(records[^1]).Count);
                }
            }
        }
    }

    [Theory]
    [InlineData("text-delimited")]
    [InlineData("text-fixed")]
    [InlineData("iso20022")]
    public async Task Should_never_verify_a_payment_file_that_says_something_else(string profile)
    {
        var random = new Random(Seed + 2);
        using var format = Banks.Format(profile);
        List<PaymentLine> lines = [Banks.Line(1), Banks.Line(2, "𠀀某", 1)];
        var original = await Banks.WriteAsync(format, lines);
        for (var i = 0; i < MutationsPerFile; i++)
        {
            var mutant = Mutate(original, random);
            try
            {
                await format.VerifyAsync(new MemoryStream(mutant), Banks.Header(lines), TestContext.Current.CancellationToken);
            }
            catch (BankFileException)
            {
                continue;
            }
            catch (Exception other)
            {
                throw new InvalidOperationException(Say(i, mutant), other);
            }

            var rows = (await Banks.ReadBackAsync(format, mutant)).OfType<PaymentRow>().ToList();
            Assert.Equal(Banks.Header(lines).Total.Fen, rows.Sum(row => row.Amount));
            Assert.Equal(lines.Count, rows.Count);
            Assert.True(profile == "iso20022" || mutant.AsSpan().SequenceEqual(original), Say(i, mutant));
        }
    }

    private static async Task<List<BankFileRecord>?> ReadAsync(BankFormat format, byte[] mutant, BankFileKind kind, int mutation)
    {
        try
        {
            return await Banks.ReadAsync(format, mutant, Banks.Name(kind, format.NameOf(Banks.Header([]))[^4..]));
        }
        catch (BankFileException)
        {
            return null;
        }
        catch (Exception other)
        {
            throw new InvalidOperationException(Say(mutation, mutant), other);
        }
    }

    private static string Say(int mutation, byte[] mutant) => $"seed {Seed}, mutation {mutation}: {Convert.ToBase64String(mutant)}";

    private static byte[] Resealed(byte[] file)
    {
        var end = file.AsSpan().LastIndexOf("\r\n"u8);
        if (end < 64)
        {
            return file;
        }

        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Sm3.Hash(file.AsSpan(0, end - 64)))).CopyTo(file, end - 64);
        return file;
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var i = random.Next(1, 4); i > 0 && bytes.Count > 2; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, Sharp[random.Next(Sharp.Length)]);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.Skip(at).Take(random.Next(1, 200)).ToArray());
                    break;
                case 4:
                    bytes[at] = (byte)('0' + random.Next(10));
                    break;
                case 5:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    (bytes[at], bytes[(at + 1) % bytes.Count]) = (bytes[(at + 1) % bytes.Count], bytes[at]);
                    break;
            }
        }

        return [.. bytes];
    }
}
