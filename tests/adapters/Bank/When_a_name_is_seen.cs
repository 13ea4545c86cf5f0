using Hub.Journal.Payments;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_a_name_is_seen
{
    [Theory]
    [InlineData("RET_BANKA202611280001_1.txt", BankFileKind.Return)]
    [InlineData("RET_BANKA202611280001_9999.txt", BankFileKind.Return)]
    [InlineData("STM_20261128_1.txt", BankFileKind.Statement)]
    [InlineData("NTF_20261128_12.txt", BankFileKind.Notification)]
    public void Should_know_the_banks_files(string name, BankFileKind kind)
    {
        using var format = Banks.Format("text-fixed");
        Assert.Equal(new BankFileName(name, kind, name + ".ok"), format.Recognise(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("RET_BANKA202611280001_1.xml")]
    [InlineData("RET_BANKA202611280001_1.txt.ok")]
    [InlineData("RET_BANKA202611280001_1.txt.part")]
    [InlineData("RET_BANKA202611280001_1.TXT")]
    [InlineData("ret_BANKA202611280001_1.txt")]
    [InlineData("RET_BANKA202611280001_0.txt")]
    [InlineData("RET_BANKA202611280001_01.txt")]
    [InlineData("RET_BANKA202611280001_10000.txt")]
    [InlineData("RET_BANKA202611280001.txt")]
    [InlineData("RET_BANKA202611280001_1.txt\n")]
    [InlineData("\nRET_BANKA202611280001_1.txt")]
    [InlineData("RET_../../etc/passwd_1.txt")]
    [InlineData("/RET_BANKA202611280001_1.txt")]
    [InlineData("-RET_BANKA202611280001_1.txt")]
    [InlineData("RET_BANKA２０２６11280001_1.txt")]
    [InlineData("RET_АBANKA20261128_1.txt")]
    [InlineData("RET_BANKA 202611280001_1.txt")]
    [InlineData("RET_BANKA202611280001_1\u0000.txt")]
    [InlineData("STM_20261301_1.txt")]
    [InlineData("STM_2026112_1.txt")]
    [InlineData("PAY_BANKA202611280001.txt")]
    public void Should_leave_everything_else(string name)
    {
        using var format = Banks.Format("text-fixed");
        Assert.Null(format.Recognise(name));
        Assert.Null(format.Recognise(name + new string('A', 300)));
    }

    [Fact]
    public void Should_take_the_ending_of_its_family()
    {
        using var format = Banks.Format("iso20022", profile => profile with { HasControlFiles = false });
        Assert.Equal(new BankFileName("STM_20261128_1.xml", BankFileKind.Statement, null), format.Recognise("STM_20261128_1.xml"));
        Assert.Null(format.Recognise("STM_20261128_1.txt"));
        Assert.Equal("PAY_" + Banks.Batch + ".xml", format.NameOf(Banks.Header([])));
    }
}
