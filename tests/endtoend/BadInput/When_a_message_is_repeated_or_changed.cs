using System.Text;
using Hub.EndToEnd.Tests.Stage;
using Hub.Simulators.Institutions;

namespace Hub.EndToEnd.Tests.BadInput;

/// <summary>Identity is for life: the same message gets its first answer for ever, another content under the same id changes nothing.</summary>
public sealed class When_a_message_is_repeated_or_changed(Cluster cluster)
{
    [Fact]
    public async Task Should_give_the_original_answer_also_after_restarts_and_refuse_other_content()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options);
        var clerk = stage.Clerk(Quick.Pharmacy);
        var sale = Quick.Sale(clerk, await Quick.IdentifyAsync(clerk, 21), 3_300);
        clerk.Journal.Invoke(sale);
        Assert.Equal(Knowledge.Ok, (await clerk.SendUntilKnownAsync(sale, Quick.Cancel)).Knowledge);
        using var counter = new Counter(stage.UrlOf());
        var original = await counter.SendAsync(sale, clerk.Options.Signer!.KeyId);

        await stage.Node().KillAsync();
        await stage.StartNodeAsync();
        var afterKill = await counter.SendAsync(sale, clerk.Options.Signer.KeyId);
        Assert.Equal(0, await stage.Node().StopAsync());
        await stage.StartNodeAsync();
        var restamped = Restamped(sale.Body, clerk.Options.Signer);
        var afterStop = await counter.SendAsync(restamped.Body, restamped.Signature, clerk.Options.Signer.KeyId);
        var changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(sale.Body).Replace("D0001", "D0002", StringComparison.Ordinal));
        var conflicts = new[] { await SignedAsync(counter, changed, clerk), await SignedAsync(counter, changed, clerk) };
        var still = await counter.SendAsync(sale, clerk.Options.Signer.KeyId);

        Assert.All([afterKill, afterStop, still], a => Assert.Equal(original.Text, a.Text));
        Assert.All(conflicts, c => Assert.Contains("[INF-2001]", c.Field("err_msg"), StringComparison.Ordinal));
        Assert.Equal(1, await Comparison.BooksAgreeAsync(stage));
        Assert.Single(stage.Core.Read(b => b.Settlements.ToList()));
        Assert.True(await stage.Books.CountAsync("select count(*) from message where key = $1 and direction = 3", sale.MsgId) >= 1);
    }

    [Fact]
    public async Task Should_not_mix_up_institutions_that_use_the_same_number()
    {
        await using var stage = await HubStage.StartAsync(cluster, Quick.Options with { Institutions = [Quick.Pharmacy, "P43010000102"] });
        var (first, second) = (stage.Clerk(Quick.Pharmacy), stage.Clerk("P43010000102"));

        var results = await Task.WhenAll(Quick.SellAsync(first, 31, 1_100), Quick.SellAsync(second, 32, 1_200));

        Assert.All(results, r => Assert.Equal((Knowledge.Ok, ""), (r.Knowledge, r.Text)));
        Assert.Equal(2, await Comparison.BooksAgreeAsync(stage));
    }

    // What a counter's software does when it repeats: another time stamp and a new signature, the same business.
    private static (byte[] Body, string Signature) Restamped(byte[] body, IMessageSigner signer)
    {
        var text = Encoding.UTF8.GetString(body);
        var at = text.IndexOf("\"opter_name\":\"", StringComparison.Ordinal) + "\"opter_name\":\"".Length;
        var other = Encoding.UTF8.GetBytes(text[..at] + "另一位" + text[at..]);
        return (other, Convert.ToBase64String(signer.Sign(other)));
    }

    private static Task<Answer> SignedAsync(Counter counter, byte[] body, InstitutionClient clerk) =>
        counter.SendAsync(body, Convert.ToBase64String(clerk.Options.Signer!.Sign(body)), clerk.Options.Signer.KeyId);
}
