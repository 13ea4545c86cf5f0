using System.Net.Http.Json;
using System.Text.Json;
using Hub.Simulators.Core;
using Hub.Simulators.Persons;
using Hub.Simulators.Wire;

namespace Hub.Simulators.Tests;

public sealed class When_the_books_are_read
{
    [Fact]
    public async Task Should_list_everything_that_was_booked_also_what_nobody_heard_of()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { BooksFile = file }))
            {
                using var caller = new CoreCaller(core);
                using var admin = new HttpClient { BaseAddress = core.AdminUri };
                string psnNo = await caller.IdentifyAsync();
                using (await admin.PostAsJsonAsync(
                    "/admin/faults", new { seed = 7, rules = new[] { new { kind = "lostAnswer", rate = 1.0m, infno = new[] { "2102" } } } }))
                {
                    await Assert.ThrowsAnyAsync<HttpRequestException>(() => caller.CallAsync("2102", CoreCaller.PurchaseInput(psnNo)));
                }
                string lost = caller.LastMsgId;

                JsonElement books = await admin.GetFromJsonAsync<JsonElement>("/admin/books");
                JsonElement log = await admin.GetFromJsonAsync<JsonElement>("/admin/faults/log");

                Assert.Equal(lost, Assert.Single(books.Rows("settlements")).Text("msgid"));
                Assert.Equal("3000", books.Text("total_fen"));
                Assert.Equal("1", log.Node("counts").Text("lostAnswer"));
                Assert.Equal(lost, Assert.Single(log.Rows("faults")).Text("msgid"));
            }
            using JsonDocument line = JsonDocument.Parse(Assert.Single(await File.ReadAllLinesAsync(file)));
            Assert.Equal(("settle", "3000"), (line.RootElement.Text("op"), line.RootElement.Text("total_fen")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Should_forget_everything_on_reset()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var caller = new CoreCaller(core);
        await caller.OkAsync("2102", CoreCaller.PurchaseInput(await caller.IdentifyAsync()));

        core.Reset();

        Assert.Empty(core.Read(books => books.Settlements));
    }

    [Theory]
    [InlineData("""{"rules":[{"kind":"nonsense","rate":1}]}""")]
    [InlineData("""{"rules":[{"kind":"lostAnswer","rate":2}]}""")]
    [InlineData("not json")]
    public async Task Should_refuse_fault_rules_it_does_not_understand(string rules)
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions());
        using var admin = new HttpClient();
        using HttpResponseMessage response = await admin.PostAsync(new Uri(core.AdminUri, "/admin/faults"), new StringContent(rules));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Should_want_the_gateway_signature_where_configured()
    {
        await using CoreSimulator core = await CoreSimulator.StartAsync(new CoreOptions { TifPaasId = "hub", TifSecret = "demo-secret" });
        using var caller = new CoreCaller(core);
        using HttpResponseMessage refused = await caller.PostAsync("9001", "{}");

        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("1110f10f76885fff4039393e372856dfc423c0260e72395dc2fd27040f1d8c58", TifGateway.Sign("1700000000", "demo-secret", "abc123"));
    }

    [Fact]
    public void Should_know_the_same_person_by_either_number()
    {
        var population = new Population(1, "430100");
        for (int i = 0; i < 2_000; i++)
        {
            Person person = population.At(i);
            Assert.True(ResidentId.IsValid(person.CertNo), person.CertNo);
            Assert.StartsWith("9900", person.CertNo, StringComparison.Ordinal);
            Assert.Equal(person, population.ByCertNo(person.CertNo));
            Assert.Equal(person, population.ByPsnNo(person.PsnNo));
        }
    }

    [Fact]
    public void Should_agree_with_the_worked_check_digit() => Assert.True(ResidentId.IsValid("11010519491231002X"));
}
