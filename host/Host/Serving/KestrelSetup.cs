using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Hub.Host.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Hub.Host.Serving;

/// <summary>Address, TLS and limits of the HTTP server.</summary>
internal static class KestrelSetup
{
    internal static void Apply(KestrelServerOptions server, HttpOptions options)
    {
        server.AddServerHeader = false;
        server.AllowSynchronousIO = false;
        var limits = server.Limits;
        limits.MaxRequestBodySize = options.BodyBytesMax;
        limits.MaxRequestHeadersTotalSize = options.HeaderBytesMax;
        limits.MaxRequestHeaderCount = options.HeaderCountMax;
        limits.RequestHeadersTimeout = options.HeaderTimeout;
        limits.KeepAliveTimeout = options.KeepAliveTimeout;
        limits.MaxConcurrentConnections = options.ConnectionsMax;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MinRequestBodyDataRate = options.BodyBytesPerSecondMin == 0
            ? null
            : new MinDataRate(options.BodyBytesPerSecondMin, TimeSpan.FromSeconds(5));
        server.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            if (options.CertificateFile.Length == 0)
            {
                listen.Protocols = HttpProtocols.Http1;
                return;
            }

            var certificate = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.CertificateKeyFile);
            listen.UseHttps(certificate, tls => tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13);
        });
    }
}
