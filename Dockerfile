FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/gouji gouji
WORKDIR /opt/gouji
COPY . .
RUN pip install --no-cache-dir '.[server]'
USER gouji
ENV GOUJI_HOME=/var/lib/gouji PYTHONUNBUFFERED=1
VOLUME /var/lib/gouji
STOPSIGNAL SIGTERM
ENTRYPOINT ["gouji"]
CMD ["--help"]
