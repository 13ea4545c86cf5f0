using Hub.Canonical;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;
using static Hub.Routes.Tests.Payment.PaymentSamples;

namespace Hub.Routes.Tests.Payment;

public sealed class When_nobody_knows_whether_a_file_arrived
{
    private static SagaHarness Asking(PaymentOptions? options = null)
    {
        var hub = Sending(options);
        hub.Unknown();
        hub.Wait();
        Assert.IsType<InquirePaymentFile>(hub.Last.Message);
        return hub;
    }

    [Theory]
    [InlineData(PaymentFilePresence.Same)]
    [InlineData(PaymentFilePresence.Taken)]
    public void Should_be_delivered_when_the_bank_has_it(PaymentFilePresence presence)
    {
        var hub = Asking();
        hub.Done(Found(presence));
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
        Assert.Equal(1, hub.Deliveries());
        Assert.NotNull(hub.Answer(FileId));
    }

    [Theory]
    [InlineData(PaymentFilePresence.Absent)]
    [InlineData(PaymentFilePresence.WithoutControl)]
    public void Should_deliver_the_same_again_when_that_is_proven_safe(PaymentFilePresence presence)
    {
        var hub = Asking();
        hub.Done(Found(presence));
        var again = Assert.IsType<DeliverPaymentFile>(hub.Last.Message).File;
        Assert.Equal(Released with { Control = again.Control }, again);
        Assert.Equal(Released.Control.ToArray(), again.Control.ToArray());
        hub.Done(Delivered);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
    }

    [Fact]
    public void Should_stop_when_other_bytes_are_there()
    {
        var hub = Asking();
        hub.Done(Found(PaymentFilePresence.Other));
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        Assert.Equal(DifferenceKind.BankAnswerDisputed, Assert.Single(hub.Differences).Kind);
        Assert.Equal(1, hub.Deliveries());
    }

    [Theory]
    [InlineData(CallResult.Unknown)]
    [InlineData(CallResult.NotSent)]
    [InlineData(CallResult.Refused)]
    public void Should_ask_until_the_answer_is_definite(CallResult result)
    {
        var hub = Asking();
        for (var i = 0; i < 20; i++)
        {
            hub.Outcome(hub.Last.Id, result);
            hub.Wait();
            Assert.IsType<InquirePaymentFile>(hub.Last.Message);
        }

        Assert.Equal(1, hub.Deliveries());
        Assert.Equal(result == CallResult.Refused ? 1 : 0, hub.Differences.Count);
    }

    [Fact]
    public void Should_be_delivered_by_a_late_answer_and_not_twice()
    {
        var hub = Asking();
        var inquiry = hub.Last.Id;
        hub.Outcome(hub.Sent[0].Id, CallResult.Done, Delivered, late: true);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());

        // The inquiry had looked before the rename: no contradiction.
        hub.Outcome(inquiry, CallResult.Done, Found(PaymentFilePresence.Absent));
        hub.Outcome(hub.Sent[0].Id, CallResult.Done, Delivered, late: true);
        Assert.Equal(1, hub.Deliveries());
        Assert.Empty(hub.Differences);
        Assert.Equal(1, hub.FileSteps.Count(s => s.State == PaymentFileState.Delivered));
    }

    [Fact]
    public void Should_name_a_late_answer_that_contradicts()
    {
        var hub = Asking();
        hub.Done(Found(PaymentFilePresence.Absent));
        hub.Done(Delivered);
        hub.Outcome(hub.Sent[0].Id, CallResult.Refused, late: true);
        Assert.Equal(DifferenceKind.BankAnswerDisputed, Assert.Single(hub.Differences).Kind);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
    }

    [Fact]
    public void Should_look_again_when_a_stopped_file_is_reported_delivered()
    {
        var hub = Asking();
        hub.Done(Found(PaymentFilePresence.Other));
        hub.Outcome(hub.Sent[0].Id, CallResult.Done, Delivered, late: true);
        Assert.IsType<InquirePaymentFile>(hub.Last.Message);
        hub.Done(Found(PaymentFilePresence.Same));
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
        Assert.Equal(2, hub.Differences.Count);
    }

    [Fact]
    public void Should_look_first_when_a_person_resumes_a_stopped_file()
    {
        var hub = Asking();
        hub.Done(Found(PaymentFilePresence.Other));
        hub.Ask(new ResumePaymentFile(FileId), "resume");
        Assert.Equal(new PaymentFileStanding(FileId, PaymentFileState.Delivering), hub.Answer("resume"));
        Assert.IsType<InquirePaymentFile>(hub.Last.Message);
        hub.Done(Found(PaymentFilePresence.Other));
        Assert.Equal(2, hub.Differences.Count);
        hub.Ask(new ResumePaymentFile(FileId), "resume2");
        hub.Done(Found(PaymentFilePresence.Absent));
        hub.Done(Delivered);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
    }

    [Fact]
    public void Should_change_nothing_to_resume_what_is_delivered_or_under_way()
    {
        var hub = Asking();
        var sent = hub.Sent.Count;
        hub.Ask(new ResumePaymentFile(FileId), "early");
        hub.Done(Found(PaymentFilePresence.Same));
        hub.Ask(new ResumePaymentFile(FileId), "late");
        Assert.Equal(sent, hub.Sent.Count);
        Assert.Equal(new PaymentFileStanding(FileId, PaymentFileState.Delivered), hub.Answer("late"));
    }
}
