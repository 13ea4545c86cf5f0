using Hub.Adapters.Bank.Profiles;
using Hub.Canonical;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_a_payment_is_checked
{
    [Theory]
    [InlineData("iso20022")]
    [InlineData("text-delimited")]
    [InlineData("text-fixed")]
    public void Should_have_nothing_against_a_sound_one(string profile)
    {
        using var format = Banks.Format(profile);
        Assert.Empty(format.Check(With(account => account with { Number = Luhn("622202000000000000") }), PaymentKind.PayPerson));
        Assert.Empty(format.Check(With(account => account with { Number = "43001", LineNumber = null, BankName = "中国建设银行星城分行" }), PaymentKind.PayInstitution));
    }

    [Theory]
    [InlineData("", "BNK-1601", true)]
    [InlineData("12345678901234567890123456789012345", "BNK-1601", true)]
    [InlineData("6222 0200", "BNK-1601", true)]
    [InlineData("６２２２", "BNK-1601", true)]
    [InlineData("GB29NWBK60161331926819", "BNK-1601", true)]
    public void Should_look_at_the_account(string number, string code, bool isError) =>
        Objects("text-fixed", With(account => account with { Number = number }), "payee.number", code, isError);

    [Fact]
    public void Should_let_letters_pass_where_the_profile_does()
    {
        using var format = Banks.Format("iso20022", profile => profile with { LetterAccounts = true });
        Assert.Empty(format.Check(With(account => account with { Number = "GB29NWBK60161331926819" }), PaymentKind.PayInstitution));
    }

    [Theory]
    [InlineData(BankCheck.Warn, PaymentKind.PayPerson, 1, false)]
    [InlineData(BankCheck.Refuse, PaymentKind.PayPerson, 1, true)]
    [InlineData(BankCheck.Off, PaymentKind.PayPerson, 0, false)]
    [InlineData(BankCheck.Refuse, PaymentKind.PayInstitution, 0, false)]
    [InlineData(BankCheck.Refuse, PaymentKind.Refund, 1, false)]
    public void Should_weigh_a_cards_check_digit_by_profile_and_kind(BankCheck check, PaymentKind kind, int count, bool isError)
    {
        using var format = Banks.Format("text-fixed", profile => profile with { CardCheckDigit = check });
        var wrong = Luhn("622202000000000000") is var right ? right[..^1] + (char)('0' + (right[^1] - '0' + 1) % 10) : "";
        var found = format.Check(With(account => account with { Number = wrong }), kind);
        Assert.Equal(count, found.Count);
        Assert.All(found, objection => Assert.Equal(isError, objection.IsError));
        Assert.All(found, objection => Assert.DoesNotContain(wrong, objection.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Should_look_at_the_line_number()
    {
        Objects("text-fixed", With(account => account with { LineNumber = null }), "payee.lineNumber", "BNK-1605", true);
        Objects("text-fixed", With(account => account with { LineNumber = "" }), "payee.lineNumber", "BNK-1605", true);
        Objects("text-fixed", With(account => account with { LineNumber = "10210009999" }), "payee.lineNumber", "BNK-1603", true);
        Objects("text-fixed", With(account => account with { LineNumber = "１02100099996" }), "payee.lineNumber", "BNK-1603", true);
        Objects("text-fixed", With(account => account with { LineNumber = "102100099997" }), "payee.lineNumber", "BNK-1604", false);
        using var strict = Banks.Format("text-fixed", profile => profile with { LineNumberCheckDigit = BankCheck.Refuse });
        Assert.True(Assert.Single(strict.Check(With(account => account with { LineNumber = "102100099997" }), PaymentKind.PayInstitution)).IsError);
    }

    [Theory]
    [InlineData("105", "105100000017", "", true)]
    [InlineData("105", "105290000005", "", true)]
    [InlineData("105", "102100099996", "", false)]
    [InlineData("313", "313551000004", "", false)]
    [InlineData("313", "313551000004", "星城银行", true)]
    [InlineData("313", "", "星城银行", true)]
    [InlineData("313", "", "别的银行", false)]
    [InlineData("313", "", "", false)]
    public void Should_know_the_same_bank(string type, string lineNumber, string bankName, bool isSame)
    {
        var payer = new BankAccount { Number = "1", Holder = "x", BankName = "星城银行", LineNumber = type == "105" ? "105100000017" : "313551000012" };
        Assert.Equal(isSame, Translation.SameBank.Is(new BankAccount { Number = "2", Holder = "y", BankName = bankName, LineNumber = lineNumber }, payer, type));
    }

    [Fact]
    public void Should_look_at_texts_and_amounts()
    {
        Objects("text-fixed", With(account => account with { Holder = "" }), "payee.holder", "BNK-1606", true);
        Objects("text-fixed", With(account => account with { Holder = new string('名', 31) }), "payee.holder", "BNK-1609", true);
        Objects("text-fixed", With(account => account with { Holder = "名 " }), "payee.holder", "BNK-1608", true);
        Objects("text-fixed", With(account => account with { Holder = "名\n" }), "payee.holder", "BNK-1607", true);
        Objects("text-fixed", With(account => account with { Holder = "名\uD842" }), "payee.holder", "BNK-1610", true);
        Objects("text-delimited", With(account => account with { Holder = "名|名" }), "payee.holder", "BNK-1607", true);
        Objects("iso20022", With(account => account with { Holder = new string('名', 141) }), "payee.holder", "BNK-1609", true);
        Objects("iso20022", With(account => account with { BankName = "\uFFFE" }), "payee.bankName", "BNK-1607", true);
        Objects("text-fixed", Banks.Line(1) with { Memo = new string('a', 61) }, "memo", "BNK-1609", true);
        Objects("text-fixed", Banks.Line(1) with { Purpose = "123456789" }, "purpose", "BNK-1609", true);
        Objects("text-fixed", Banks.Line(1) with { Serial = new string('a', 36) }, "serial", "BNK-1609", true);
        Objects("text-fixed", Banks.Line(1) with { Serial = "号" }, "serial", "BNK-1607", true);
        Objects("text-fixed", Banks.Line(1, fen: 0), "amount", "BNK-1611", true);
        Objects("text-fixed", Banks.Line(1, fen: -1), "amount", "BNK-1611", true);
        Objects("text-fixed", Banks.Line(1, fen: 100_000_000_001), "amount", "BNK-1612", true);
    }

    private static PaymentLine With(Func<BankAccount, BankAccount> change) => Banks.Line(1) is var line ? line with { Payee = change(line.Payee) } : throw new InvalidOperationException();

    private static string Luhn(string digits) => Enumerable.Range(0, 10).Select(d => digits + d).Single(number =>
        number.Reverse().Select((c, i) => i % 2 == 0 ? c - '0' : (c - '0') * 2 is var w && w > 9 ? w - 9 : w).Sum() % 10 == 0);

    private static void Objects(string profile, PaymentLine line, string field, string code, bool isError)
    {
        using var format = Banks.Format(profile);
        var found = Assert.Single(format.Check(line, PaymentKind.PayInstitution));
        Assert.Equal((field, isError), (found.Field, found.IsError));
        Assert.StartsWith(code, found.Rule, StringComparison.Ordinal);
        Assert.NotEmpty(found.Fix);
    }
}
