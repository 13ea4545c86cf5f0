using Hub.Canonical;
using Hub.Journal;
using Hub.Journal.Payments;
using Hub.Routes.Payment;
using static Hub.Routes.Tests.Payment.PaymentSamples;

namespace Hub.Routes.Tests.Payment;

public sealed class When_a_released_file_is_delivered
{
    [Fact]
    public void Should_be_sent_once_and_answered_when_it_is_there()
    {
        var hub = Sending();
        Assert.Equal(("bank", new DeliverPaymentFile(Released)), (hub.Last.Destination, hub.Last.Message));
        Assert.Equal(PaymentFileState.Delivering, hub.Noted());
        Assert.Null(hub.Answer(FileId));
        hub.Done(Delivered);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
        Assert.Equal(new PaymentFileStanding(FileId, PaymentFileState.Delivered), hub.Answer(FileId));
        Assert.Equal(2, hub.FileSteps.Count);
        Assert.Empty(hub.Differences);
    }

    [Fact]
    public void Should_call_nobody_at_the_cut_off_when_it_is_delivered()
    {
        var hub = Sending();
        hub.Done(Delivered);
        hub.Tick();
        Assert.Equal(CutOff, hub.Now);
        Assert.Empty(hub.Differences);
        Assert.Single(hub.Sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Should_have_no_effect_to_release_it_again(bool delivered)
    {
        var hub = Sending();
        if (delivered)
        {
            hub.Done(Delivered);
        }

        hub.Ask(Released with { CutOff = CutOff.AddDays(1) }, "again");
        Assert.Single(hub.Sent);
        Assert.Empty(hub.Differences);
        Assert.Equal(new PaymentFileStanding(FileId, delivered ? PaymentFileState.Delivered : PaymentFileState.Delivering), hub.Answer("again"));
    }

    [Fact]
    public void Should_keep_to_the_first_when_it_is_released_with_other_content()
    {
        var hub = Sending();
        hub.Ask(Released with { Sha256 = new string('c', 64) }, "again");
        Assert.Single(hub.Sent);
        Assert.Equal(DifferenceKind.ContradictingAnswer, Assert.Single(hub.Differences).Kind);
        Assert.Equal(Released.Sha256, hub.State<PaymentDeliveryState>().File!.Sha256);
    }

    [Fact]
    public void Should_send_it_again_after_each_delay_when_it_was_not_sent()
    {
        var hub = Sending(new PaymentOptions { RetryDelays = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(7)] });
        foreach (var seconds in new[] { 1, 7, 7 })
        {
            var before = hub.Now;
            hub.NotSent();
            hub.Wait();
            Assert.Equal(TimeSpan.FromSeconds(seconds), hub.Now - before);
        }

        Assert.Equal(4, hub.Deliveries());
        Assert.Empty(hub.Differences);
        hub.Done(Delivered with { Already = true });
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
    }

    [Fact]
    public void Should_not_be_written_down_again_for_each_attempt()
    {
        var hub = Sending();
        for (var i = 0; i < 5; i++)
        {
            hub.NotSent();
            hub.Wait();
        }

        Assert.Equal(2, hub.FileSteps.Count);
    }

    [Fact]
    public void Should_call_a_person_at_the_cut_off_and_go_on_slowly()
    {
        var hub = Sending();
        hub.NotSent();
        hub.Local(new CutOffReached(FileId));
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        Assert.Equal(DifferenceKind.StateDiffers, Assert.Single(hub.Differences).Kind);
        hub.Wait();
        var before = hub.Now = CutOff;
        hub.NotSent();
        hub.Wait();
        Assert.Equal(TimeSpan.FromMinutes(10), hub.Now - before);
        Assert.Single(hub.Differences);
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        hub.Done(Delivered);
        Assert.Equal(PaymentFileState.Delivered, hub.Noted());
    }

    [Fact]
    public void Should_call_a_person_at_once_when_it_fails_after_the_cut_off()
    {
        var hub = New();
        hub.Now = CutOff.AddMinutes(1);
        hub.Ask(Released, FileId);
        Assert.Empty(hub.Timeouts);
        hub.NotSent();
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        Assert.Single(hub.Differences);
    }

    [Fact]
    public void Should_stop_when_the_bank_refuses()
    {
        var hub = Sending();
        hub.Refuse("quota");
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        Assert.Equal(DifferenceKind.BankAnswerDisputed, Assert.Single(hub.Differences).Kind);
        Assert.DoesNotContain(hub.Timeouts, t => t.Timeout is DeliveryDue);
    }

    [Fact]
    public void Should_stop_when_attempts_are_used_up()
    {
        var hub = Sending(new PaymentOptions { AttemptsMax = 2 });
        hub.NotSent();
        hub.Wait();
        hub.NotSent();
        Assert.Equal(PaymentFileState.Stopped, hub.Noted());
        Assert.Single(hub.Differences);
        Assert.Equal(2, hub.Deliveries());
    }

    [Fact]
    public void Should_ignore_a_wait_that_is_over()
    {
        var hub = Sending();
        hub.NotSent();
        hub.Local(new ResumePaymentFile(FileId));
        hub.Local(new DeliveryDue(2));
        Assert.Equal(2, hub.Deliveries());
    }

    [Fact]
    public void Should_ask_when_the_answer_is_about_another_file()
    {
        var hub = Sending();
        hub.Done(new PaymentFileDelivered("BANKA202501020002", false));
        hub.Wait();
        Assert.IsType<InquirePaymentFile>(hub.Last.Message);
    }
}
