using System.Globalization;
using Hub.Adapters.Bank.Wire;

namespace Hub.Adapters.Bank.Tests;

public sealed class When_serials_are_remembered
{
    [Fact]
    public void Should_know_each_again_and_no_other_however_many_there_are()
    {
        const int Many = 200_000;
        var set = new SerialSet();
        for (var i = 0; i < Many; i++)
        {
            Assert.True(set.Add(Serial(i)));
        }

        for (var i = 0; i < Many; i += 7)
        {
            Assert.False(set.Add(Serial(i)));
        }

        Assert.True(set.Add(Serial(Many)));
        Assert.True(set.Add(""));
        Assert.True(set.Add(new string('长', 300)));
        Assert.False(set.Add(new string('长', 300)));
    }

    private static string Serial(int number) => "PP20261128" + number.ToString("000000000", CultureInfo.InvariantCulture);
}
