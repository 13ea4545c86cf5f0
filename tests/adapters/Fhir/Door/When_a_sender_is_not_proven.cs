using Hub.Certs.Signatures;
using Microsoft.AspNetCore.Http;

namespace Hub.Adapters.Fhir.Tests.Door;

public sealed class When_a_sender_is_not_proven
{
    [Theory]
    [InlineData(SignatureAlgorithm.Sm2Sm3)]
    [InlineData(SignatureAlgorithm.EcdsaP256Sha256)]
    [InlineData(SignatureAlgorithm.RsaPkcs1Sha256)]
    [InlineData(SignatureAlgorithm.RsaPssSha256)]
    public async Task Should_accept_each_algorithm_of_the_registry(SignatureAlgorithm algorithm)
    {
        using var door = new FhirDoor(algorithm: algorithm);
        door.Journal.Reply = _ => Samples.Settled;
        Assert.Equal(200, (await door.PostAsync(Samples.Claim)).Status);
    }

    [Fact]
    public async Task Should_keep_nothing()
    {
        using var door = new FhirDoor();
        Action<HttpContext>[] changes =
        [
            http => http.Request.Headers.Remove(RequestSignature.Header),
            http => http.Request.Path = "/fhir/Claim/$validate",
            http => http.Request.Method = "PUT",
            http => http.Request.Body = new MemoryStream(new byte[(int)http.Request.ContentLength!]),
            http => http.Request.Headers.Append(RequestSignature.Header, "x"),
            http => http.Request.Headers[RequestSignature.Header] = "e30..",
        ];
        foreach (var change in changes)
        {
            Assert.Equal((401, "FHR-1101"), await CodeAsync(door, change));
        }

        Assert.Empty(door.Journal.Accepted);
        Assert.Empty(door.Journal.Refused);
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task Should_call_a_signature_stale_that_was_made_at_another_time(int seconds)
    {
        using var door = new FhirDoor();
        Assert.Equal((401, "FHR-1102"), await CodeAsync(door, _ => door.Time.Now = FhirDoor.Start.AddSeconds(seconds)));
    }

    private static async Task<(int, string)> CodeAsync(FhirDoor door, Action<HttpContext> change)
    {
        var reply = await door.PostAsync(Samples.Claim, change: change);
        return (reply.Status, reply.ErrorCode);
    }
}
