using System.Text;
using Hub.Adapters.Hl7v2.Tests.Support;
using Hub.Adapters.Hl7v2.Wire;
using Hub.Canonical.Messages;

namespace Hub.Adapters.Hl7v2.Tests;

public sealed class When_the_line_is_bad
{
    [Fact]
    public async Task Should_answer_one_byte_at_a_time()
    {
        await using var door = await Door.OpenAsync();
        using var line = await Line.ToAsync(door);
        foreach (var one in Line.Framed(Texts.Registration("B1")))
        {
            await line.SendAsync(one);
        }

        Assert.Equal("B1", (await line.ReceiveAsync())!.ControlId);
    }

    [Fact]
    public async Task Should_answer_two_messages_of_one_segment_in_their_order()
    {
        await using var door = await Door.OpenAsync();
        using var line = await Line.ToAsync(door);
        await line.SendAsync([.. Line.Framed(Texts.Registration("B2")), .. Line.Framed(Texts.Registration("B3"))]);
        Assert.Equal("B2", (await line.ReceiveAsync())!.ControlId);
        Assert.Equal("B3", (await line.ReceiveAsync())!.ControlId);
    }

    [Theory]
    [InlineData("garbage\r\n", "\u001c\r")]
    [InlineData("", "\u001c\n")]
    [InlineData("", "\u001c")]
    [InlineData("\r\n\r\n", "\r\n\u001c\r\n")]
    public async Task Should_survive_wrong_ends_and_noise(string before, string end)
    {
        await using var door = await Door.OpenAsync(o => o.Limits.MissingEndMilliseconds = 50);
        using var line = await Line.ToAsync(door);
        await line.SendAsync(Encoding.UTF8.GetBytes(before + "\v" + Texts.Registration("B4") + end));
        Assert.Equal(("AA", "B4"), ((await line.ReceiveAsync())!.Code, "B4"));
        Assert.Equal("B5", (await line.AskAsync(Texts.Registration("B5"))).ControlId);
    }

    [Fact]
    public async Task Should_take_the_next_start_for_the_end_that_is_missing()
    {
        await using var door = await Door.OpenAsync();
        using var line = await Line.ToAsync(door);
        await line.SendAsync([.. Line.Framed(Texts.Registration("B6"))[..^1], .. Line.Framed(Texts.Registration("B7"))]);
        Assert.Equal("B6", (await line.ReceiveAsync())!.ControlId);
        Assert.Equal("B7", (await line.ReceiveAsync())!.ControlId);
    }

    [Fact]
    public async Task Should_drop_a_frame_that_is_begun_anew_without_an_answer()
    {
        await using var door = await Door.OpenAsync();
        using var line = await Line.ToAsync(door);
        await line.SendAsync([.. Line.Framed(Texts.Registration("B8"))[..60], .. Line.Framed(Texts.Registration("B8"))]);
        Assert.Equal(("AA", "B8"), ((await line.ReceiveAsync())!.Code, "B8"));
        Assert.Equal("B9", (await line.AskAsync(Texts.Registration("B9"))).ControlId);
        Assert.Equal(2, door.Journal.Taken.Count);
    }

    [Fact]
    public async Task Should_answer_what_came_before_the_other_side_stopped_sending()
    {
        await using var door = await Door.OpenAsync();
        using var line = await Line.ToAsync(door);
        await line.SendAsync(Line.Framed(Texts.Registration("C1"))[..^1]);
        line.EndSending();
        Assert.Equal("C1", (await line.ReceiveAsync())!.ControlId);
        Assert.Null(await line.ReceiveAsync());
    }

    [Fact]
    public async Task Should_keep_nothing_of_a_frame_that_was_cut()
    {
        await using var door = await Door.OpenAsync();
        var frame = Line.Framed(Texts.Registration("C2"));
        foreach (var length in Enumerable.Range(1, 20).Select(i => frame.Length * i / 21))
        {
            using var line = await Line.ToAsync(door);
            await line.SendAsync(frame[..length]);
            line.EndSending();
            Assert.Null(await line.ReceiveAsync());
        }

        using var next = await Line.ToAsync(door);
        Assert.Equal("AA", (await next.AskAsync(Texts.Registration("C2"))).Code);
        Assert.Single(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_close_on_a_slow_sender_and_on_an_idle_one()
    {
        await using var door = await Door.OpenAsync(o => (o.Limits.FrameSeconds, o.Limits.IdleSeconds) = (1, 1));
        using var slow = await Line.ToAsync(door);
        using var idle = await Line.ToAsync(door);
        await slow.SendAsync(Line.Framed(Texts.Registration("C3"))[..50]);
        Assert.Null(await slow.ReceiveAsync());
        Assert.Null(await idle.ReceiveAsync());
        Assert.Empty(door.Journal.Taken);
    }

    [Fact]
    public async Task Should_refuse_a_frame_without_end_and_serve_the_next_line()
    {
        await using var door = await Door.OpenAsync(o => o.Limits.FrameBytesMax = 4096);
        using var line = await Line.ToAsync(door);
        await line.SendAsync(Encoding.UTF8.GetBytes("\v" + Texts.Registration("C4") + new string('Z', 20_000)));
        var answer = (await line.ReceiveAsync())!;
        Assert.Equal(("AR", "HL7-1001", "C4"), (answer.Code, answer.Error, answer.ControlId));
        Assert.Null(await line.ReceiveAsync());
        using var next = await Line.ToAsync(door);
        Assert.Equal("AA", (await next.AskAsync(Texts.Registration("C4"))).Code);
    }

    [Fact]
    public async Task Should_close_on_endless_noise_and_on_too_many_lines()
    {
        await using var door = await Door.OpenAsync(o => (o.Limits.NoiseBytesMax, o.Limits.ConnectionsPerAddressMax) = (1000, 2));
        using var noisy = await Line.ToAsync(door);
        await noisy.SendAsync(new byte[2000]);
        Assert.Null(await noisy.ReceiveAsync());
        using var first = await Line.ToAsync(door);
        Assert.Equal("AA", (await first.AskAsync(Texts.Registration("C5"))).Code);
        using var second = await Line.ToAsync(door);
        Assert.Equal("AA", (await second.AskAsync(Texts.Registration("C6"))).Code);
        using var third = await Line.ToAsync(door);
        Assert.Null(await third.ReceiveAsync());
    }

    [Fact]
    public async Task Should_send_the_result_after_the_commit_in_enhanced_mode()
    {
        await using var door = await Door.OpenAsync();
        var result = new TaskCompletionSource<object>();
        door.Journal.Reply = c => c is SubmitClaim ? result.Task : Task.FromResult<object>(new Acknowledged());
        using var line = await Line.ToAsync(door);
        var claim = Texts.Claim("D1").Replace("|P|2.5.1", "|P|2.5.1|||AL|AL", StringComparison.Ordinal);
        Assert.Equal(("CA", "D1"), ((await line.AskAsync(claim)).Code, "D1"));

        // The line is free meanwhile.
        Assert.Equal("AA", (await line.AskAsync(Texts.Registration("D2"))).Code);
        result.SetResult(new Refused("SET-1022", "settled before", Fault.Sender));
        var late = (await line.ReceiveAsync())!;
        Assert.Equal(("AE", "D1", "SET-1022"), (late.Code, late.ControlId, late.Error));
    }

    [Fact]
    public async Task Should_answer_what_is_in_work_before_it_stops()
    {
        await using var door = await Door.OpenAsync();
        var result = new TaskCompletionSource<object>();
        door.Journal.Reply = _ => result.Task;
        using var line = await Line.ToAsync(door);
        await line.SendAsync(Line.Framed(Texts.Registration("D3")));
        while (door.Journal.Taken.IsEmpty)
        {
            await Task.Yield();
        }

        var stopping = door.Server.StopAsync(TestContext.Current.CancellationToken);
        result.SetResult(new Acknowledged());
        Assert.Equal("AA", (await line.ReceiveAsync())!.Code);
        Assert.Null(await line.ReceiveAsync());
        await stopping;
    }

    [Fact]
    public void Should_find_the_same_frames_however_the_bytes_are_split()
    {
        byte[] bytes = [.. "noise"u8, .. Line.Framed(Texts.Registration("E1")), .. Line.Framed("MSH\u001cx\vy"), .. Line.Framed(Texts.Registration("E2"))];
        var whole = Frames(bytes, bytes.Length);
        Assert.Equal(3, whole.Count);
        for (var at = 1; at < bytes.Length; at++)
        {
            Assert.Equal(whole, Frames(bytes, at));
        }
    }

    private static List<string> Frames(byte[] bytes, int split)
    {
        var framer = new MllpFramer(100_000, 1000);
        var frames = new List<string>();
        foreach (var part in new[] { bytes[..split], bytes[split..] })
        {
            framer.Append(part);
            while (framer.TryFind(out var finding))
            {
                if (finding == MllpFinding.Frame)
                {
                    frames.Add(Encoding.UTF8.GetString(framer.Frame.Span));
                }
            }
        }

        return frames;
    }
}
