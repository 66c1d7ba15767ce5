# Builds with npm, then keeps what runs: the bundle, which has its dependencies and its catalog inside.
# The only place that names the image's Node; .ci/run tests on it.
ARG NODE=24
FROM node:${NODE}-slim AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json build.js bundled-packages.js chunk-levels.js ./
COPY src ./src
COPY bundled ./bundled
COPY config ./config
RUN npm ci

FROM node:${NODE}-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
USER node
# It listens on loopback, so a published port reaches nothing: share its network namespace, as docker-compose.yml does.
EXPOSE 8223
# Asked every second until it is up, so that what depends on it waits no longer.
HEALTHCHECK --interval=30s --timeout=3s --start-period=30s --start-interval=1s CMD ["node", "dist/main.js", "healthcheck"]
ENTRYPOINT ["node", "dist/main.js"]
CMD ["serve"]
