using System.Text;
using Hub.Adapters.Bank.Profiles;
using Hub.Canonical;
using Hub.Journal.Payments;
using static Hub.Adapters.Bank.Tests.TextBank;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_a_text_file_comes
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!;

    /// <summary>Damages of a sound return file, and what is said of them. Line 3 is the second payment.</summary>
    private static readonly Dictionary<string, (Action<TextBank> Damage, string Code, int Line, string Field)> Damages = new(StringComparer.Ordinal)
    {
        ["count in the head"] = (bank => bank.Lines[0][7] = Number(4, 8), "BNK-1407", 1, "count"),
        ["total in the head"] = (bank => bank.Lines[0][8] = Amount(1), "BNK-1408", 1, "total ordered"),
        ["count in the trailer"] = (bank => bank.Lines[^1][1] = Number(2, 8), "BNK-1407", 5, "count"),
        ["total in the trailer"] = (bank => bank.Lines[^1][2] = Amount(1), "BNK-1408", 5, "total ordered"),
        ["count of a status"] = (bank => bank.Lines[^1][5] = Number(2, 8), "BNK-1407", 5, "count of F"),
        ["sum of a status"] = (bank => bank.Lines[^1][4] = Amount(99), "BNK-1408", 5, "sum of S"),
        ["amount of a line"] = (bank => bank.Lines[1][4] = Amount(10_001), "BNK-1408", 5, "total ordered"),
        ["line after the trailer"] = (bank => bank.Lines.Add([.. bank.Lines[1]]), "BNK-1207", 6, "line"),
        ["two trailers"] = (bank => bank.Lines.Add([.. bank.Lines[^1]]), "BNK-1207", 6, "line"),
        ["two heads"] = (bank => bank.Lines.Insert(1, [.. bank.Lines[0]]), "BNK-1207", 2, "line"),
        ["no head"] = (bank => bank.Lines.RemoveAt(0), "BNK-1207", 1, "line"),
        ["no trailer"] = (bank => bank.Lines.RemoveAt(bank.Lines.Count - 1), "BNK-1208", 4, "line"),
        ["empty line"] = (bank => bank.Lines.Insert(2, [Text("", 0)]), "BNK-1206", 3, "line"),
        ["number gap"] = (bank => bank.Lines[2][1] = Number(3, 8), "BNK-1405", 3, "line number"),
        ["number twice"] = (bank => bank.Lines[2][1] = Number(1, 8), "BNK-1405", 3, "line number"),
        ["serial twice"] = (bank => bank.Lines[2][2] = Text("P1", 35), "BNK-1406", 3, "serial"),
        ["no serial"] = (bank => bank.Lines[2][2] = Text("", 35), "BNK-1301", 3, "serial"),
        ["unknown status"] = (bank => bank.Lines[2][5] = Text("X", 1), "BNK-1311", 3, "status"),
        ["lower-case status"] = (bank => bank.Lines[2][5] = Text("f", 1), "BNK-1311", 3, "status"),
        ["other bureau"] = (bank => bank.Lines[0][2] = Text("430200", 6), "BNK-1401", 1, "bureau code"),
        ["other bank"] = (bank => bank.Lines[0][3] = Text("102", 3), "BNK-1402", 1, "bank type code"),
        ["other batch"] = (bank => bank.Lines[0][4] = Text("BANKA202611280002", 35), "BNK-1404", 1, "batch"),
        ["other kind"] = (bank => bank.Lines[0][5] = Text("ST", 2), "BNK-1311", 1, "kind"),
        ["other version"] = (bank => bank.Lines[0][1] = Text("2", 2) with { Fixed = "02" }, "BNK-1311", 1, "version"),
        ["moved though failed"] = (bank => bank.Lines[2][10] = Amount(1), "BNK-1412", 3, "amount moved"),
        ["nothing moved though paid"] = (bank => bank.Lines[1][10] = Amount(0), "BNK-1412", 2, "amount moved"),
        ["amount of zero"] = (bank => bank.Lines[1][4] = Amount(0), "BNK-1412", 2, "amount ordered"),
        ["no such day"] = (bank => bank.Lines[1][7] = Text("20260230", 8), "BNK-1309", 2, "bank date"),
        ["date of zeros"] = (bank => bank.Lines[1][7] = Text("00000000", 8), "BNK-1309", 2, "bank date"),
        ["date with dashes"] = (bank => bank.Lines[1][7] = Text("2026-1-1", 8), "BNK-1309", 2, "bank date"),
        ["no such time"] = (bank => bank.Lines[0][6] = Text("20261129240000", 14), "BNK-1310", 1, "created"),
        ["tab in text"] = (bank => bank.Lines[2][9] = Text("账\t号", 60), "BNK-1302", 3, "error text"),
        ["NUL in text"] = (bank => bank.Lines[2][9] = Text("a\0", 60), "BNK-1302", 3, "error text"),
        ["C1 control in text"] = (bank => bank.Lines[2][9] = Text("账\u0085", 60), "BNK-1302", 3, "error text"),
        ["space in a code"] = (bank => bank.Lines[1][6] = Text("B 1", 35), "BNK-1303", 2, "bank serial"),
        ["full-width digits in a code"] = (bank => bank.Lines[1][3] = Text("６２２２", 34), "BNK-1303", 2, "payee account"),
        ["sign"] = (bank => bank.Lines[1][4] = Text("+100.00", 18) with { Fixed = "+00000000000010000" }, "BNK-1307", 2, "amount ordered"),
        ["minus"] = (bank => bank.Lines[1][4] = Text("-100.00", 18) with { Fixed = "-00000000000010000" }, "BNK-1307", 2, "amount ordered"),
        ["full-width digits"] = (bank => bank.Lines[1][4] = Text("１００.00", 18) with { Fixed = "０００００００００" }, "BNK-1307", 2, "amount ordered"),
        ["letters in a count"] = (bank => bank.Lines[0][7] = Text("3a", 8) with { Fixed = "0000003a" }, "BNK-1306", 1, "count"),
        ["spaces before a number"] = (bank => bank.Lines[2][1] = Text(" 2", 8) with { Fixed = "       2" }, "BNK-1306", 3, "line number"),
        ["sum beyond 18 digits"] = (bank =>
        {
            bank.Lines[1][4] = Text("9999999999999999.99", 18) with { Fixed = "999999999999999999" };
            bank.Lines[1][10] = bank.Lines[1][4];
        }, "BNK-1308", 3, "amount ordered"),
    };

    private static readonly Dictionary<string, (Action<TextBank> Damage, string Code, string Field)> DelimitedDamages = new(StringComparer.Ordinal)
    {
        ["one decimal"] = (bank => bank.Lines[1][4] = Text("100.0", 18), "BNK-1307", "amount ordered"),
        ["three decimals"] = (bank => bank.Lines[1][4] = Text("100.000", 18), "BNK-1307", "amount ordered"),
        ["no decimals"] = (bank => bank.Lines[1][4] = Text("10000", 18), "BNK-1307", "amount ordered"),
        ["no yuan"] = (bank => bank.Lines[1][4] = Text(".50", 18), "BNK-1307", "amount ordered"),
        ["comma"] = (bank => bank.Lines[1][4] = Text("100,00", 18), "BNK-1307", "amount ordered"),
        ["thousands"] = (bank => bank.Lines[1][4] = Text("1,000.00", 18), "BNK-1307", "amount ordered"),
        ["leading zero"] = (bank => bank.Lines[1][4] = Text("0100.00", 18), "BNK-1307", "amount ordered"),
        ["exponent"] = (bank => bank.Lines[1][4] = Text("1e2.00", 18), "BNK-1307", "amount ordered"),
        ["19 digits"] = (bank => bank.Lines[1][4] = Text("99999999999999999.99", 18), "BNK-1308", "amount ordered"),
        ["field too many"] = (bank => bank.Lines[1].Add(Text("", 0)), "BNK-1210", "amount moved"),
        ["field too few"] = (bank => bank.Lines[1].RemoveAt(10), "BNK-1210", "error text"),
        ["separator in text"] = (bank => bank.Lines[1][9] = Text("a|b", 60), "BNK-1307", "amount moved"),
        ["serial too long"] = (bank => bank.Lines[1][2] = Text(new string('P', 36), 35), "BNK-1305", "serial"),
        ["text too long"] = (bank => bank.Lines[1][9] = Text(new string('a', 241), 60), "BNK-1305", "error text"),
        ["line too long"] = (bank => bank.Lines[1][9] = Text(new string('a', 5_000), 60), "BNK-1203", "line"),
        ["line without end for ever"] = (bank => bank.Lines[1][9] = Text(new string('a', 500_000), 60), "BNK-1203", "line"),
    };

    private static readonly Dictionary<string, (Action<TextBank> Damage, string Code, string Field)> FixedDamages = new(StringComparer.Ordinal)
    {
        ["a byte short"] = (bank => bank.Lines[1][9] = Text("", 59), "BNK-1209", "tag"),
        ["a byte long"] = (bank => bank.Lines[1][9] = Text("", 61), "BNK-1209", "tag"),
        ["character across the border"] = (bank =>
        {
            bank.Lines[1][8] = Text("AC0101010", 9);
            bank.Lines[1][9] = Text("号", 61);
        }, "BNK-1303", "error code"),
        ["character cut by the border"] = (bank =>
        {
            bank.Lines[1][9] = Text(new string('a', 59) + "号", 61);
            bank.Lines[1][10] = Text("00000000000010000", 17);
        }, "BNK-1211", "error text"),
        ["not left-aligned"] = (bank => bank.Lines[1][9] = Text(" a", 60), "BNK-1304", "error text"),
        ["tabs as padding"] = (bank => bank.Lines[1][2] = Text("P1" + new string('\t', 33), 35), "BNK-1303", "serial"),
        ["zeros as padding of none"] = (bank => bank.Lines[2][7] = Text("00000000", 8), "BNK-1309", "bank date"),
    };

    public static TheoryData<string, bool> DamageNames
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Damages.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    public static TheoryData<string> DelimitedNames => [.. DelimitedDamages.Keys];

    public static TheoryData<string> FixedNames => [.. FixedDamages.Keys];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_give_the_banks_word_on_every_payment(bool isFixed)
    {
        var records = await ReadAsync(Sound(isFixed).Render(), isFixed, BankFileKind.Return);
        Assert.Equal(
            [
                new BankFileOpening { Line = 1, StatedAt = new DateTime(2026, 11, 29, 8, 0, 0), BatchNumber = Banks.Batch },
                Returned(2, 1, "P1", PaymentStatus.Settled, 100_00, "B0", new DateOnly(2026, 11, 29)),
                Returned(3, 2, "P2", PaymentStatus.Failed, 0, null, null, "AC01", "账号与户名不符"),
                Returned(4, 3, "P3", PaymentStatus.Processing, 0, null, null),
                new BankFileClosing { Line = 5, Count = 3 },
            ],
            records);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_pass_on_that_another_amount_moved(bool isFixed)
    {
        // The bank's word on one payment: the book names the difference; the file is sound.
        var bank = Sound(isFixed);
        bank.Lines[1][10] = Amount(99_99);
        var line = (await ReadAsync(bank.Render(), isFixed, BankFileKind.Return)).OfType<ReturnedLine>().First();
        Assert.Equal(99_99, line.Result.Amount.Fen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_give_bookings_and_balances(bool isFixed)
    {
        var bank = new TextBank(isFixed).Statement(-50_00, ("B1", -100_00, "P1", false, "示例医院"), ("B2", 100_00, "P1", true, "示例医院"), ("B3", 1, "", false, ""));
        var records = await ReadAsync(bank.Render(), isFixed, BankFileKind.Statement);
        var day = new DateOnly(2026, 11, 29);
        Assert.Equal(new BankFileOpening { Line = 1, Reference = "STM2026112901", StatedAt = new DateTime(2026, 11, 29, 23, 59, 59) }, records[0]);
        Assert.Equal(
            new StatementOpening { Line = 1, Number = "STM2026112901", Account = Banks.Account, From = day, To = day, Opening = new Money(-50_00), Closing = new Money(-49_99) }, records[1]);
        Assert.Equal(
            new StatementLine
            {
                StatementNumber = "STM2026112901", BankSerial = "B2", AccountNumber = Banks.Account, BookedOn = day, Amount = new Money(100_00), Balance = new Money(-50_00), Reversal = true,
                BatchNumber = Banks.Batch, Serial = "P1", Counterparty = "示例医院", Memo = "结算",
            },
            Assert.IsType<BookedLine>(records[3]).Booking);
        Assert.Null(Assert.IsType<BookedLine>(records[4]).Booking.Serial);
        Assert.Equal(new BankFileClosing { Line = 5, Count = 3 }, records[^1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_give_returns(bool isFixed)
    {
        var records = await ReadAsync(new TextBank(isFixed).Notice(("P1", 100_00), ("P2", 1)).Render(), isFixed, BankFileKind.Notification);
        Assert.Equal(new BankFileOpening { Line = 1, Reference = "NTF2026113001", StatedAt = new DateTime(2026, 11, 30, 9, 0, 0) }, records[0]);
        Assert.Equal(
            new PaymentLineResult
            {
                Serial = "P2", Status = PaymentStatus.Returned, Amount = new Money(1), BankSerial = "R1", BookedOn = new DateOnly(2026, 11, 30), ReasonCode = "AC04", ReasonText = "账户已销户",
            },
            Assert.IsType<ReturnedLine>(records[2]).Result);
        Assert.Equal(new BankFileClosing { Line = 4, Count = 2 }, records[^1]);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public async Task Should_refuse_a_damaged_return_file(string name, bool isFixed)
    {
        var (damage, code, line, field) = Damages[name];
        var bank = Sound(isFixed);
        damage(bank);
        var wrong = await RefusedAsync(bank.Render(), isFixed);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        Assert.Equal((line, field), (wrong.Line, wrong.Field));
        Assert.NotEmpty(wrong.Fix);
    }

    [Theory]
    [MemberData(nameof(DelimitedNames))]
    public async Task Should_refuse_a_damaged_delimited_file(string name)
    {
        var (damage, code, field) = DelimitedDamages[name];
        var bank = Sound(isFixed: false);
        damage(bank);
        var wrong = await RefusedAsync(bank.Render(), isFixed: false);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        Assert.Equal((2, field), (wrong.Line, wrong.Field));
    }

    [Theory]
    [MemberData(nameof(FixedNames))]
    public async Task Should_refuse_a_damaged_fixed_file(string name)
    {
        var (damage, code, field) = FixedDamages[name];
        var bank = Sound(isFixed: true);
        damage(bank);
        var wrong = await RefusedAsync(bank.Render(), isFixed: true);
        Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        Assert.Equal(field, wrong.Field);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_refuse_bytes_that_are_no_such_text(bool isFixed)
    {
        var sound = Sound(isFixed).Render();
        await Code("BNK-1205", sound[..^1]);
        await Code("BNK-1205", sound[..^2]);
        await Code("BNK-1205", sound[..^90]);
        await Code("BNK-1208", []);
        await Code("BNK-1202", [0xEF, 0xBB, 0xBF, .. sound]);
        await Code("BNK-1202", [0x84, 0x31, 0x95, 0x33, .. sound]);
        await Code("BNK-1204", Sound(isFixed, "\n").Render());
        await Code("BNK-1206", [.. sound, .. "\r\n"u8]);
        await Code("BNK-1206", [.. sound, 0x1A, .. "\r\n"u8]);
        await Code("BNK-1203", new byte[100_000].Append((byte)'\n').ToArray());
        var mixed = Sound(isFixed).Render().ToList();
        mixed.RemoveAt(mixed.IndexOf((byte)'\r'));
        await Code("BNK-1204", [.. mixed]);
        var changed = (byte[])sound.Clone();
        changed[^3] = changed[^3] == '0' ? (byte)'1' : (byte)'0';
        await Code("BNK-1409", changed);
        var euro = Sound(isFixed);
        euro.Lines[2][9] = Text("欧a元", 60);
        var bytes = euro.Render();
        bytes[Array.LastIndexOf(bytes, (byte)'a')] = 0x80;
        var last = bytes.AsSpan().LastIndexOf((byte)0x80);
        Assert.True(last > 0);
        await Code("BNK-", bytes);

        async Task Code(string code, byte[] file) => Assert.StartsWith(code, (await RefusedAsync(file, isFixed)).Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Should_refuse_crlf_where_the_profile_says_lf(bool isFixed)
    {
        using var format = Banks.Format(isFixed ? "text-fixed" : "text-delimited", profile => profile with { IsCrLf = false });
        Assert.Equal(5, (await Banks.ReadAsync(format, Sound(isFixed, "\n").Render(), Banks.Name(BankFileKind.Return))).Count);
        var wrong = await Assert.ThrowsAsync<BankFileException>(() => Banks.ReadAsync(format, Sound(isFixed).Render(), Banks.Name(BankFileKind.Return)));
        Assert.StartsWith("BNK-1204", wrong.Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "账号与户名不符")]
    [InlineData(false, "账号与户名不符")]
    [InlineData(true, "账户冻结中国")]
    [InlineData(false, "中国中国")]
    public async Task Should_notice_utf_8(bool isFixed, string text)
    {
        var bank = Sound(isFixed);
        bank.Encoding = new UTF8Encoding(false);
        bank.Lines[2][9] = Text(text, 60);
        var wrong = await RefusedAsync(bank.Render(), isFixed);
        Assert.StartsWith("BNK-1212", wrong.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_read_one_name_that_happens_to_be_valid_in_both()
    {
        // 模 is C4 A3, which is a character of UTF-8 too.
        var bank = Sound(isFixed: false);
        bank.Lines[2][9] = Text("模", 60);
        var records = await ReadAsync(bank.Render(), isFixed: false, BankFileKind.Return);
        Assert.Equal("模", ((ReturnedLine)records[2]).Result.ReasonText);
    }

    [Fact]
    public async Task Should_keep_a_separator_that_is_half_a_character()
    {
        // 亅 is 81 7C: its second byte is the separator's.
        var bank = Sound(isFixed: false);
        bank.Lines[2][9] = Text(Gb18030.GetString([0x81, 0x7C, 0x95, 0x7C]), 60);
        var records = await ReadAsync(bank.Render(), isFixed: false, BankFileKind.Return);
        Assert.Equal(Gb18030.GetString([0x81, 0x7C, 0x95, 0x7C]), ((ReturnedLine)records[2]).Result.ReasonText);
    }

    [Fact]
    public async Task Should_refuse_statements_that_do_not_add_up()
    {
        foreach (var isFixed in (bool[])[true, false])
        {
            await Wrong(isFixed, bank => bank.Lines[0][10] = Signed(1), "BNK-1410");
            await Wrong(isFixed, bank => bank.Lines[1][7] = Signed(1), "BNK-1410");
            await Wrong(isFixed, bank => bank.Lines[1][6] = Amount(1), "BNK-1410");
            await Wrong(isFixed, bank => bank.Lines[2][2] = Text("B1", 35), "BNK-1406");
            await Wrong(isFixed, bank => bank.Lines[2][3] = Text("20261130", 8), "BNK-1411");
            await Wrong(isFixed, bank => bank.Lines[0][8] = Text("20261128", 8), "BNK-1411");
            await Wrong(isFixed, bank => bank.Lines[0][6] = Text("43001506068052500124", 34), "BNK-1403");
            await Wrong(isFixed, bank => bank.Lines[0][9] = Text("-0.00", 19) with { Fixed = "-000000000000000000" }, "BNK-1307");
            await Wrong(isFixed, bank => bank.Lines[0][9] = Text("+1.00", 19) with { Fixed = "0000000000000000100" }, "BNK-1307");
            await Wrong(isFixed, bank => bank.Lines[^1][2] = Number(2, 8), "BNK-1407");
            await Wrong(isFixed, bank => bank.Lines[^1][5] = Amount(2), "BNK-1408");
            await Wrong(isFixed, bank => bank.Lines[1][5] = Text("X", 1), "BNK-1311");
            await Wrong(isFixed, bank => bank.Lines[1][8] = Text("2", 1), "BNK-1311");
        }

        async Task Wrong(bool isFixed, Action<TextBank> damage, string code)
        {
            var bank = new TextBank(isFixed).Statement(50_00, ("B1", -100_00, "P1", false, "示例"), ("B2", 1_00, "", false, ""));
            damage(bank);
            var wrong = await RefusedAsync(bank.Render(), isFixed, BankFileKind.Statement);
            Assert.StartsWith(code, wrong.Rule, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_refuse_notices_that_do_not_hold()
    {
        foreach (var isFixed in (bool[])[true, false])
        {
            await Wrong(isFixed, bank => bank.Lines[1][4] = Text("S", 1), "BNK-1311");
            await Wrong(isFixed, bank => bank.Lines[0][8] = Number(3, 8), "BNK-1407");
            await Wrong(isFixed, bank => bank.Lines[^1][2] = Amount(4), "BNK-1408");
            await Wrong(isFixed, bank => bank.Lines[2][2] = Text("P1", 35), "BNK-1406");
            await Wrong(isFixed, bank => bank.Lines[0][6] = Text("1", 34), "BNK-1403");
        }

        async Task Wrong(bool isFixed, Action<TextBank> damage, string code)
        {
            var bank = new TextBank(isFixed).Notice(("P1", 1), ("P2", 2));
            damage(bank);
            Assert.StartsWith(code, (await RefusedAsync(bank.Render(), isFixed, BankFileKind.Notification)).Rule, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Should_refuse_a_file_that_is_larger_than_allowed()
    {
        using var format = Banks.Format("text-delimited", connect: bank => bank.Limits.FileBytesMax = 65_536);
        var rows = Enumerable.Range(1, 2_000).Select(i => ("P" + i, 1L, 'S')).ToArray();
        var wrong = await Assert.ThrowsAsync<BankFileException>(
            () => Banks.ReadAsync(format, new TextBank(isFixed: false).Return(rows).Render(), Banks.Name(BankFileKind.Return)));
        Assert.StartsWith("BNK-1201", wrong.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_say_nothing_personal()
    {
        const string Secret = "6222020000000000000";
        foreach (var (damage, _, _, _) in Damages.Values)
        {
            var bank = Sound(isFixed: false);
            damage(bank);
            var wrong = await RefusedAsync(bank.Render(), isFixed: false);
            Assert.DoesNotContain(Secret, wrong.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(Banks.Account, wrong.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("户名", wrong.ToString(), StringComparison.Ordinal);
        }
    }

    private static TextBank Sound(bool isFixed, string lineEnd = "\r\n") => new TextBank(isFixed) { LineEnd = lineEnd }.Return(("P1", 100_00, 'S'), ("P2", 50, 'F'), ("P3", 7, 'P'));

    private static ReturnedLine Returned(
        int line, int number, string serial, PaymentStatus status, long moved, string? bankSerial, DateOnly? on, string? code = null, string? text = null) => new()
        {
            Line = line,
            OurNumber = number,
            Result = new() { Serial = serial, Status = status, Amount = new Money(moved), BankSerial = bankSerial, BookedOn = on, ReasonCode = code, ReasonText = text },
        };

    private static async Task<List<BankFileRecord>> ReadAsync(byte[] file, bool isFixed, BankFileKind kind)
    {
        using var format = Banks.Format(isFixed ? "text-fixed" : "text-delimited");
        return await Banks.ReadAsync(format, file, Banks.Name(kind));
    }

    private static Task<BankFileException> RefusedAsync(byte[] file, bool isFixed, BankFileKind kind = BankFileKind.Return) =>
        Assert.ThrowsAsync<BankFileException>(() => ReadAsync(file, isFixed, kind));
}
