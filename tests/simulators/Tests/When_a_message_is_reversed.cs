using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_a_message_is_reversed
{
    [Fact]
    public async Task Should_refuse_the_original_that_comes_after_its_reversal()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        string late = caller.NewMsgId();

        await caller.OkAsync("2601", CoreCaller.ReverseInput(psnNo, late, "2102"));
        await caller.RefusedAsync("2102", CoreCaller.PurchaseInput(psnNo), late);

        Assert.Empty(core.Read(books => books.Settlements));
    }

    [Fact]
    public async Task Should_accept_the_late_original_when_the_core_forgets()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { RemembersEarlyReversals = false });
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        string late = caller.NewMsgId();

        await caller.OkAsync("2601", CoreCaller.ReverseInput(psnNo, late, "2102"));
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo), late);

        Assert.Single(core.Read(books => books.Settlements));
    }

    [Fact]
    public async Task Should_reverse_what_the_message_did_and_succeed_again()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo));
        string original = caller.LastMsgId;

        await caller.OkAsync("2601", CoreCaller.ReverseInput(psnNo, original, "2102"));
        await caller.OkAsync("2601", CoreCaller.ReverseInput(psnNo, original, "2102"));

        Assert.Equal("2601", Assert.Single(core.Read(books => books.Settlements)).ReversedBy);
    }

    [Fact]
    public async Task Should_reverse_only_the_last_of_two_bookings()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo));
        string original = caller.LastMsgId;
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo), original);

        await caller.OkAsync("2601", CoreCaller.ReverseInput(psnNo, original, "2102"));

        Assert.Equal([false, true], core.Read(books => books.Settlements.Select(settlement => settlement.Reversed).ToArray()));
    }

    [Fact]
    public async Task Should_not_touch_another_institutions_message()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var caller = new CoreCaller(core);
        using var stranger = new CoreCaller(core, "H43010000002");
        string psnNo = await caller.IdentifyAsync();
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(psnNo));

        await stranger.OkAsync("2601", CoreCaller.ReverseInput(psnNo, caller.LastMsgId, "2102"));

        Assert.False(Assert.Single(core.Read(books => books.Settlements)).Reversed);
    }

    [Fact]
    public async Task Should_refuse_an_unknown_original_with_the_configured_text()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { UnknownReversalRefusal = "原交易不存在" });
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();

        Assert.Equal("原交易不存在", await caller.RefusedAsync("2601", CoreCaller.ReverseInput(psnNo, caller.NewMsgId(), "2102")));
    }

    [Fact]
    public async Task Should_answer_the_first_answer_when_idempotent()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { Idempotent = true });
        using var caller = new CoreCaller(core);
        string psnNo = await caller.IdentifyAsync();
        JsonElement first = await caller.CallAsync("2102", CoreCaller.PurchaseInput(psnNo));

        JsonElement second = await caller.CallAsync("2102", CoreCaller.PurchaseInput(psnNo), caller.LastMsgId);

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Single(core.Read(books => books.Settlements));
    }
}
