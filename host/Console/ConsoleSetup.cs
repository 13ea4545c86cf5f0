using Hub.Console.Actions;
using Hub.Console.Api;
using Hub.Console.Assets;
using Hub.Console.Officers;
using Hub.Console.Queries;
using Hub.Console.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hub.Console;

/// <summary>
/// The only entry point. The host adds, before or after: <see cref="TimeProvider"/>, logging, <c>IPaymentBook</c>, <c>IContentStore</c>,
/// <see cref="IPaymentDelivery"/> and <see cref="IRawMessages"/>.
/// </summary>
public static class ConsoleSetup
{
    /// <summary>Adds the console.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Checked settings.</param>
    /// <param name="books">For reading only; a role without the right to write is enough. The caller owns it.</param>
    /// <exception cref="InvalidOfficersException">The officers' file is wrong.</exception>
    public static void Add(IServiceCollection services, ConsoleOptions options, Func<IServiceProvider, NpgsqlDataSource> books)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        if (!options.Enabled)
        {
            return;
        }

        services.AddRazorComponents();
        services.AddSingleton(new OfficerFile(options.OfficersFile));
        services.AddHostedService<OfficerReload>();
        services.AddSingleton<SessionStore>().AddSingleton<LoginLimiter>().AddSingleton<OwnOrigin>().AddSingleton<SessionCookie>();
        services.AddSingleton<ConsoleGate>().AddSingleton<LoginPages>().AddSingleton<DayPages>();
        services.AddSingleton(provider => new ConsoleQueries(books(provider), options));
        services.AddSingleton<ReadingPages>().AddSingleton<PaymentActions>().AddSingleton<ActPages>().AddSingleton<PaymentApi>().AddSingleton<PersonsApi>();
        services.AddSingleton<ConsoleRoutes>();
    }

    /// <summary>Maps every address of the console; nothing when it is not enabled.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var options = endpoints.ServiceProvider.GetRequiredService<ConsoleOptions>();
        if (!options.Enabled)
        {
            return;
        }

        var gate = endpoints.ServiceProvider.GetRequiredService<ConsoleGate>();
        var login = endpoints.ServiceProvider.GetRequiredService<LoginPages>();
        endpoints.MapMethods("/console/login", ["GET"], login.ShowAsync).ExcludeFromDescription();
        endpoints.MapMethods("/console/login", ["POST"], login.LoginAsync).ExcludeFromDescription();
        endpoints.MapMethods("/console/assets/{name}", ["GET"], AssetAsync).ExcludeFromDescription();
        foreach (var route in endpoints.ServiceProvider.GetRequiredService<ConsoleRoutes>().All)
        {
            endpoints.MapMethods(route.Pattern, [route.Method], context => gate.RunAsync(context, route))
                .WithMetadata(route)
                .WithRequestTimeout(route.Method == "POST" ? options.ActLimit : options.QueryLimit + options.QueryLimit)
                .ExcludeFromDescription();
        }
    }

    private static Task AssetAsync(HttpContext context)
    {
        SecurityHeaders.Set(context.Response, mayBeKept: true);
        return ConsoleAssets.ServeAsync(context);
    }
}
