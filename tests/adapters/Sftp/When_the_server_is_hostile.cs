using System.Text;
using Hub.Adapters.Sftp.Session;
using Hub.Adapters.Sftp.Ssh;
using Hub.Adapters.Sftp.Tests.Support;
using Hub.Adapters.Sftp.Wire;

namespace Hub.Adapters.Sftp.Tests;

public sealed class When_the_server_is_hostile
{
    /// <summary>Milliseconds, far beyond what any of these takes: a client that hangs fails its test and not the whole run.</summary>
    private const int Hanging = 180_000;
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact(Timeout = Hanging)]
    public async Task Should_give_up_when_it_never_greets()
    {
        var clock = new ManualClock();
        var connecting = Peer.ConnectRawAsync(peer => peer.Hang(), time: clock);
        await clock.RunUntilAsync(connecting, TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<SshException>(() => connecting);
        Assert.Equal(SshFailure.Timeout, failure.Failure);
        Assert.True(failure.CertainlyNotDelivered);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_give_up_when_it_never_answers()
    {
        var clock = new ManualClock();
        await using var session = await Peer.ConnectAsync(peer => peer.Hang(), time: clock);
        var asking = session.StatAsync("a", Never);
        await clock.RunUntilAsync(asking, TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<SshException>(() => asking);
        Assert.Equal(SshFailure.Timeout, failure.Failure);
        Assert.False(failure.CertainlyNotDelivered);
        Assert.Equal(SshFailure.Timeout, (await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_give_up_when_it_stops_reading_in_the_middle_of_an_upload()
    {
        var clock = new ManualClock();
        using var stopped = new ManualResetEventSlim();
        await using var session = await Peer.ConnectAsync(
            peer =>
            {
                peer.Handle(peer.Next().Id);
                stopped.Wait();
            },
            time: clock);
        var uploading = session.UploadAsync(new byte[8 * 1024 * 1024], "a");
        await clock.RunUntilAsync(uploading, TestContext.Current.CancellationToken);
        Assert.Equal(SshFailure.Timeout, (await Assert.ThrowsAsync<SshException>(() => uploading)).Failure);
        stopped.Set();
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_end_the_session_when_a_call_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await using var session = await Peer.ConnectAsync(peer => peer.Hang());
        var asking = session.StatAsync("a", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(SshFailure.ConnectionLost, (await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_end_it_at_once_and_not_only_when_the_session_is_disposed_of()
    {
        using var done = new ManualResetEventSlim();
        Peer? stubborn = null;
        await using var session = await Peer.ConnectAsync(peer =>
        {
            stubborn = peer;
            peer.Status(peer.Next().Id + 1, 0);
            done.Wait();
        });
        await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never));
        await stubborn!.Ended.WaitAsync(TestContext.Current.CancellationToken);
        done.Set();
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_end_a_program_that_does_not_end_when_its_input_does()
    {
        var clock = new ManualClock();
        var child = ChildChannel.Start("sleep", ["100000"]);
        var connecting = SftpSession.OpenAsync(child, Peer.Endpoint, clock, Never);
        await clock.RunUntilAsync(connecting, TestContext.Current.CancellationToken);
        Assert.Equal(SshFailure.Timeout, (await Assert.ThrowsAsync<SshException>(() => connecting)).Failure);
        Assert.False(Directory.Exists($"/proc/{child.Id}"));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_stop_connecting_when_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var connecting = Peer.ConnectRawAsync(peer => peer.Hang(), cancel: cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_read_a_flood_on_stderr_without_keeping_it()
    {
        var line = Encoding.ASCII.GetBytes(new string('x', 1023) + "\n");
        await using var session = await Peer.ConnectRawAsync(peer =>
        {
            for (var i = 0; i < 1024; i++)
            {
                peer.Complaints.Write(line);
            }

            peer.Greet();
            peer.Status(peer.Next().Id, 2);
            peer.Complaints.Write("the last words\n"u8);
        });
        Assert.Null(await session.StatAsync("a", Never));
        var failure = await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never));
        Assert.InRange(failure.Message.Length, 1, 1100);
    }

    [Fact]
    public void Should_keep_beginning_and_end_of_a_flood()
    {
        using var flood = new MemoryStream([.. "first\n"u8, .. new byte[1_000_000], .. "\u001b[31mlast\n"u8]);
        var complaints = new ComplaintText();
        complaints.ReadToEnd(flood);
        Assert.StartsWith("first", complaints.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("last\n", complaints.ToString(), StringComparison.Ordinal);
        Assert.InRange(complaints.ToString().Length, 1, 8192);
        Assert.DoesNotContain(complaints.Shown(), c => char.IsControl(c));
        Assert.InRange(complaints.Shown().Length, 1, 1001);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_let_its_words_into_messages_unprintable_or_long()
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            peer.Status(peer.Next().Id, 4, "\u001b[31m\r\n" + new string('x', 100_000));
            peer.Hang();
        });
        var refusal = await Assert.ThrowsAsync<SftpException>(() => session.RemoveAsync("a", Never));
        Assert.InRange(refusal.Message.Length, 1, 300);
        Assert.DoesNotContain(refusal.Message, c => char.IsControl(c));
    }

    public static TheoryData<string> Greetings => ["2 GB", "4 GB", "0", "text", "version 2", "status", "short", "closed"];

    [Theory(Timeout = Hanging)]
    [MemberData(nameof(Greetings))]
    public async Task Should_refuse_a_greeting_that_is_none(string kind)
    {
        var failure = await Assert.ThrowsAsync<SshException>(() => Peer.ConnectRawAsync(peer =>
        {
            switch (kind)
            {
                case "2 GB":
                    peer.SendBytes([0x7F, 0xFF, 0xFF, 0xFF, 2]);
                    break;
                case "4 GB":
                    peer.SendBytes([0xFF, 0xFF, 0xFF, 0xFF, 2]);
                    break;
                case "0":
                    peer.SendBytes([0, 0, 0, 0]);
                    break;
                case "text":
                    peer.SendBytes("Welcome to the bank\n"u8);
                    break;
                case "version 2":
                    peer.Greet(2);
                    break;
                case "status":
                    peer.Status(1, 0);
                    break;
                case "short":
                    peer.SendBytes([0, 0, 0, 2, 2, 0]);
                    break;
                default:
                    return;
            }

            peer.Hang();
        }));
        Assert.Equal(kind == "closed" ? SshFailure.Other : SshFailure.ProtocolBroken, failure.Failure);
        Assert.True(failure.CertainlyNotDelivered);
        Assert.Equal(kind == "text", failure.Message.Contains("login script", StringComparison.Ordinal));
    }

    public static TheoryData<string> Answers =>
        ["2 GB", "unknown id", "wrong type", "empty", "short", "name longer than packet", "huge attributes", "size beyond 2^63", "greeting again"];

    [Theory(Timeout = Hanging)]
    [MemberData(nameof(Answers))]
    public async Task Should_end_the_session_on_an_answer_that_is_none(string kind)
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            var id = peer.Next().Id;
            switch (kind)
            {
                case "2 GB":
                    peer.SendBytes([0x7F, 0xFF, 0xFF, 0xFF, 105]);
                    break;
                case "unknown id":
                    peer.Status(id + 1, 0);
                    break;
                case "wrong type":
                    peer.Handle(id);
                    break;
                case "empty":
                    peer.SendBytes([0, 0, 0, 1, 101]);
                    break;
                case "short":
                    peer.Answer(id, PacketType.Status, _ => { });
                    break;
                case "name longer than packet":
                    peer.Answer(id, PacketType.Status, packet => packet.Number(4).Number(uint.MaxValue));
                    break;
                case "huge attributes":
                    peer.Answer(id, PacketType.Attributes, packet => packet.Number(0x8000_0000).Number(uint.MaxValue));
                    break;
                case "size beyond 2^63":
                    peer.Answer(id, PacketType.Attributes, packet => packet.Number(1).Long(ulong.MaxValue));
                    break;
                default:
                    peer.SendRaw(new PacketWriter(PacketType.Version).Number(3));
                    break;
            }

            peer.Hang();
        });
        var failure = await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never));
        Assert.Equal(SshFailure.ProtocolBroken, failure.Failure);
        Assert.False(failure.CertainlyNotDelivered);
        Assert.Equal(SshFailure.ProtocolBroken, (await Assert.ThrowsAsync<SshException>(() => session.RemoveAsync("a", Never))).Failure);
    }

    [Theory(Timeout = Hanging)]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Should_be_lost_when_it_closes_at_any_byte_of_an_answer(int bytes)
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            peer.Next();
            peer.SendBytes(new byte[] { 0, 0, 0, 17, 101, 0, 0 }.AsSpan(0, bytes));
        });
        Assert.Equal(SshFailure.ConnectionLost, (await Assert.ThrowsAsync<SshException>(() => session.StatAsync("a", Never))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_fail_every_call_under_way_when_it_closes()
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            for (var i = 0; i < 20; i++)
            {
                peer.Next();
            }
        });
        var calls = Enumerable.Range(0, 20).Select(_ => session.StatAsync("a", Never)).ToList();
        foreach (var call in calls)
        {
            Assert.Equal(SshFailure.ConnectionLost, (await Assert.ThrowsAsync<SshException>(() => call)).Failure);
        }
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_give_each_caller_his_own_answer_in_whatever_order()
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            var requests = Enumerable.Range(0, 50).Select(_ => peer.Next()).ToArray();
            Random.Shared.Shuffle(requests);
            foreach (var request in requests)
            {
                var size = ulong.Parse(Encoding.ASCII.GetString(new PacketReader(request.Body).Bytes()), System.Globalization.CultureInfo.InvariantCulture);
                peer.Regular(request.Id, size);
            }

            peer.Hang();
        });
        var calls = Enumerable.Range(0, 50).Select(i => session.StatAsync(i.ToString(System.Globalization.CultureInfo.InvariantCulture), Never));
        var answers = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long?)i), answers.Select(answer => answer!.SizeBytes));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_take_the_allowed_number_of_100000_entries_and_stop_asking()
    {
        await using var session = await Peer.ConnectAsync(peer => ListEndlessly(peer, page => [.. Enumerable.Range(0, 1000).Select(i => Encoding.ASCII.GetBytes($"f{page}_{i}"))]));
        var listing = await session.ListAsync("out", Never);
        Assert.False(listing.IsComplete);
        Assert.Equal(10_000, listing.Entries.Count);
        Assert.Null(await session.StatAsync("a", Never));
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_come_to_an_end_with_a_folder_that_holds_itself_for_ever()
    {
        await using var session = await Peer.ConnectAsync(peer => ListEndlessly(peer, _ => [.. Enumerable.Repeat("."u8.ToArray(), 100)]));
        var listing = await session.ListAsync("out", Never);
        Assert.False(listing.IsComplete);
        Assert.Empty(listing.Entries);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_not_turn_pages_without_names_for_ever()
    {
        await using var session = await Peer.ConnectAsync(peer => ListEndlessly(peer, _ => []));
        Assert.Equal(SshFailure.ProtocolBroken, (await Assert.ThrowsAsync<SshException>(() => session.ListAsync("out", Never))).Failure);
    }

    [Theory(Timeout = Hanging)]
    [InlineData(0)]
    [InlineData(1025)]
    public async Task Should_refuse_data_that_was_not_asked_for(int bytes)
    {
        await using var session = await Peer.ConnectAsync(
            peer =>
            {
                peer.Regular(peer.Next().Id, 5000);
                peer.Handle(peer.Next().Id);
                peer.Answer(peer.Next().Id, PacketType.Data, packet => packet.Bytes(new byte[bytes]));
                peer.Hang();
            },
            Peer.Endpoint with { BlockBytes = 1024 });
        Assert.Equal(SshFailure.ProtocolBroken, (await Assert.ThrowsAsync<SshException>(() => session.ReadAllAsync("a"))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_refuse_a_handle_longer_than_the_protocol_allows()
    {
        await using var session = await Peer.ConnectAsync(peer =>
        {
            peer.Answer(peer.Next().Id, PacketType.Handle, packet => packet.Bytes(new byte[257]));
            peer.Hang();
        });
        Assert.Equal(SshFailure.ProtocolBroken, (await Assert.ThrowsAsync<SshException>(() => session.ListAsync("out", Never))).Failure);
    }

    [Fact(Timeout = Hanging)]
    public async Task Should_break_nothing_but_the_session_whatever_bytes_it_sends()
    {
        var random = new Random(20260730);
        for (var round = 0; round < 200; round++)
        {
            var noise = new byte[random.Next(1, 64)];
            random.NextBytes(noise);
            var type = random.GetItems([PacketType.Status, PacketType.Handle, PacketType.Name, PacketType.Attributes, PacketType.Data], 1)[0];
            await using var session = await Peer.ConnectAsync(peer =>
            {
                while (true)
                {
                    var request = peer.Next();
                    var packet = new PacketWriter(type).Number(request.Id);
                    foreach (var value in noise.Chunk(4).Where(chunk => chunk.Length == 4))
                    {
                        packet.Number(value[0] < 200 ? value[0] % 8u : BitConverter.ToUInt32(value));
                    }

                    peer.SendRaw(packet);
                }
            });
            var failure = await Record.ExceptionAsync(() => round % 2 == 0 ? session.ListAsync("out", Never) : session.StatAsync("a", Never));
            Assert.True(failure is null or SftpException or SshException { Failure: SshFailure.ProtocolBroken }, $"round {round}: {failure}");
        }
    }

    private static void ListEndlessly(Peer peer, Func<int, byte[][]> page)
    {
        for (var number = 0; ; number++)
        {
            var request = peer.Next();
            switch (request.Type)
            {
                case PacketType.OpenFolder:
                    peer.Handle(request.Id);
                    break;
                case PacketType.ReadFolder:
                    peer.Names(request.Id, page(number));
                    break;
                case PacketType.LinkStatus:
                    peer.Status(request.Id, 2);
                    break;
                default:
                    peer.Status(request.Id, 0);
                    break;
            }
        }
    }
}
